package dev.sluice.swarm.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.MetadataProgress;
import dev.sluice.metainfo.MetainfoParser;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.testkit.TestTorrent;
import dev.sluice.wire.extension.UtMetadata;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MetadataFetchTest {
  private static final int PIECE = UtMetadata.PIECE_BYTES;
  private static final int PIECES = 40;
  private static final byte[] INFO = TestTorrent.randomBytes(1, PIECES * PIECE - 77);
  private static final PeerKey ANN = new PeerKey(1);
  private static final PeerKey BOB = new PeerKey(2);
  private static final PeerKey EVE = new PeerKey(3);

  private final MetadataFetch fetch = new MetadataFetch(MetainfoParser.infoHashOf(INFO));
  private long now = -5;

  private static PeerAddress address(PeerKey peer) {
    try {
      byte[] ip = {10, 0, 0, (byte) peer.hashCode()};
      return new PeerAddress(InetAddress.getByAddress(ip), 6881);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void offers(PeerKey peer, int totalBytes) {
    fetch.offered(peer, address(peer), totalBytes);
  }

  private static UtMetadata.Data piece(byte[] info, int piece) {
    int from = piece * PIECE;
    int to = Math.min(info.length, from + PIECE);
    return new UtMetadata.Data(piece, info.length, Arrays.copyOfRange(info, from, to));
  }

  /** Answers every request of these peers from what they hold for the metadata. */
  private MetadataArrival answerAll(Set<PeerKey> honest, byte[] lie, Set<PeerKey> liars) {
    MetadataArrival last = new MetadataArrival.Taken();
    for (var requests = fetch.next(now); !requests.isEmpty(); requests = fetch.next(now)) {
      for (MetadataRequest request : requests) {
        byte[] info = liars.contains(request.peer()) ? lie : INFO;
        if (honest.contains(request.peer()) || liars.contains(request.peer())) {
          last = fetch.received(request.peer(), piece(info, request.piece()), now);
          if (!(last instanceof MetadataArrival.Taken)) {
            return last;
          }
        }
      }
    }
    return last;
  }

  private static byte[] spoiled() {
    byte[] lie = INFO.clone();
    for (int i = 0; i < lie.length; i += PIECE) {
      lie[i]++;
    }
    return lie;
  }

  @Test
  void asksNobodyBeforeALengthIsNamed() {
    assertThat(fetch.next(now)).isEmpty();
    assertThat(fetch.progress()).isEmpty();
  }

  @Test
  void asksSeveralPeersForDifferentPieces() {
    offers(ANN, INFO.length);
    offers(BOB, INFO.length);

    List<MetadataRequest> requests = fetch.next(now);

    assertThat(requests).hasSize(2 * Giver.MAX_REQUESTS);
    assertThat(requests.stream().map(MetadataRequest::piece)).doesNotHaveDuplicates();
    assertThat(requests.stream().filter(request -> request.peer().equals(ANN)))
        .hasSize(Giver.MAX_REQUESTS);
  }

  @Test
  void putsThePiecesTogether() {
    offers(ANN, INFO.length);
    offers(BOB, INFO.length);

    MetadataArrival arrival = answerAll(Set.of(ANN, BOB), INFO, Set.of());

    assertThat(arrival).isInstanceOf(MetadataArrival.Complete.class);
    assertThat(((MetadataArrival.Complete) arrival).info()).isEqualTo(INFO);
    assertThat(((MetadataArrival.Complete) arrival).liars()).isEmpty();
  }

  @Test
  void saysHowFarItIs() {
    offers(ANN, INFO.length);
    fetch.next(now);

    fetch.received(ANN, piece(INFO, 3), now);

    assertThat(fetch.progress()).contains(new MetadataProgress(1, PIECES));
  }

  @Test
  void ignoresAPieceThatCameBefore() {
    offers(ANN, INFO.length);
    fetch.next(now);
    fetch.received(ANN, piece(INFO, 3), now);

    fetch.received(ANN, piece(spoiled(), 3), now);

    assertThat(fetch.progress()).contains(new MetadataProgress(1, PIECES));
    MetadataArrival last = new MetadataArrival.Taken();
    for (int i = 0; i < PIECES && last instanceof MetadataArrival.Taken; i++) {
      last = fetch.received(ANN, piece(INFO, i), now);
    }
    assertThat(last).isInstanceOf(MetadataArrival.Complete.class);
  }

  @Nested
  class WhenAPeerDoesNotAnswer {
    @Test
    void asksAnotherForItsPiecesOnceTheyAreSlow() {
      offers(ANN, INFO.length);
      offers(BOB, INFO.length);
      Set<Integer> annsPieces = new HashSet<>();
      for (MetadataRequest request : fetch.next(now)) {
        if (request.peer().equals(ANN)) {
          annsPieces.add(request.piece());
        } else {
          fetch.received(BOB, piece(INFO, request.piece()), now);
        }
      }
      answerAll(Set.of(BOB), INFO, Set.of());
      assertThat(fetch.next(now)).isEmpty();

      now += MetadataFetch.SLOW_NANOS + 1;

      assertThat(fetch.next(now).stream().map(MetadataRequest::piece))
          .isNotEmpty()
          .isSubsetOf(annsPieces);
    }

    @Test
    void givesUpAndAsksItLessAndLess() {
      offers(ANN, INFO.length);
      List<Long> asked = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        if (!fetch.next(now).isEmpty()) {
          asked.add(TimeUnit.NANOSECONDS.toSeconds(now));
        }
        now += TimeUnit.SECONDS.toNanos(1);
      }

      assertThat(asked.size()).isBetween(4, 12);
      assertThat(fetch.isHopeful(ANN)).isFalse();
    }

    @Test
    void doesNotForgetWhatItGave() {
      offers(ANN, INFO.length);
      offers(BOB, INFO.length);
      fetch.next(now);
      fetch.received(ANN, piece(INFO, 0), now);

      fetch.gone(ANN);

      assertThat(fetch.progress()).contains(new MetadataProgress(1, PIECES));
    }
  }

  @Nested
  class WhenAPeerRefuses {
    @Test
    void asksAnotherForThePiece() {
      offers(ANN, INFO.length);
      int piece = fetch.next(now).get(0).piece();
      offers(BOB, INFO.length);

      fetch.rejected(ANN, piece, now);
      now += MetadataFetch.SLOW_NANOS + 1;
      answerAll(Set.of(BOB), INFO, Set.of());

      assertThat(fetch.isHopeful(ANN)).isTrue();
      assertThat(fetch.next(now).stream().filter(request -> request.peer().equals(ANN)))
          .as("it rests")
          .isEmpty();
    }

    @Test
    void losesHopeAfterThree() {
      offers(ANN, INFO.length);
      for (int i = 0; i < 3; i++) {
        for (MetadataRequest request : fetch.next(now)) {
          fetch.rejected(ANN, request.piece(), now);
        }
        assertThat(fetch.isHopeful(ANN)).isEqualTo(i < 2);
        now += TimeUnit.MINUTES.toNanos(1);
      }
    }
  }

  @Nested
  class WhenOneLies {
    @Test
    void convictsItWhenItWasAlone() {
      offers(EVE, INFO.length);

      MetadataArrival arrival = answerAll(Set.of(), spoiled(), Set.of(EVE));

      assertThat(arrival).isEqualTo(new MetadataArrival.Refuted(Set.of(address(EVE))));
    }

    @Test
    void convictsNobodyForACommonDraft() {
      offers(ANN, INFO.length);
      offers(EVE, INFO.length);

      MetadataArrival arrival = answerAll(Set.of(ANN), spoiled(), Set.of(EVE));

      assertThat(arrival).isEqualTo(new MetadataArrival.Refuted(Set.of()));
    }

    @Test
    void letsEachProveItselfAfterACommonDraftWasWrong() {
      offers(ANN, INFO.length);
      offers(BOB, INFO.length);
      offers(EVE, INFO.length);
      answerAll(Set.of(ANN, BOB), spoiled(), Set.of(EVE));

      List<MetadataRequest> requests = fetch.next(now);

      assertThat(requests).hasSize(3 * Giver.MAX_REQUESTS);
      assertThat(requests.stream().filter(request -> request.piece() == 0)).hasSize(3);
    }

    @Test
    void comesToTheEndAndNamesTheLiarBecauseOfWhatItSaidBefore() {
      offers(ANN, INFO.length);
      offers(EVE, INFO.length);
      answerAll(Set.of(ANN), spoiled(), Set.of(EVE));

      MetadataArrival arrival = answerAll(Set.of(ANN), INFO, Set.of());

      assertThat(arrival).isInstanceOf(MetadataArrival.Complete.class);
      assertThat(((MetadataArrival.Complete) arrival).info()).isEqualTo(INFO);
      assertThat(((MetadataArrival.Complete) arrival).liars()).containsExactly(address(EVE));
    }

    @Test
    void convictsWhoContradictsItselfAboutTheLength() {
      offers(EVE, INFO.length + 1);
      fetch.next(now);

      assertThat(fetch.received(EVE, piece(INFO, 0), now))
          .isEqualTo(new MetadataArrival.Refuted(Set.of(address(EVE))));
    }
  }

  @Nested
  class WhenPeersDisagreeAboutTheLength {
    @Test
    void theHonestAreNotDelayed() {
      offers(EVE, 3 * PIECE);
      offers(ANN, INFO.length);

      assertThat(answerAll(Set.of(ANN), INFO, Set.of()))
          .isInstanceOf(MetadataArrival.Complete.class);
    }

    @Test
    void theHonestGetTheirTurnAlthoughManyLiarsWereFirst() {
      for (int i = 10; i < 20; i++) {
        offers(new PeerKey(i), UtMetadata.MAX_TOTAL_BYTES - i);
      }
      fetch.next(now);
      offers(ANN, INFO.length);

      MetadataArrival arrival = new MetadataArrival.Taken();
      for (int second = 0; second < 600 && arrival instanceof MetadataArrival.Taken; second++) {
        arrival = answerAll(Set.of(ANN), INFO, Set.of());
        now += TimeUnit.SECONDS.toNanos(1);
      }

      assertThat(arrival).isInstanceOf(MetadataArrival.Complete.class);
      assertThat(TimeUnit.NANOSECONDS.toSeconds(now)).isLessThan(180);
    }

    @Test
    void keepsTheMemoryOfAllDraftsBounded() {
      for (int i = 10; i < 20; i++) {
        offers(new PeerKey(i), UtMetadata.MAX_TOTAL_BYTES - i);
      }

      Set<PeerKey> asked = new HashSet<>();
      fetch.next(now).forEach(request -> asked.add(request.peer()));

      assertThat(asked).hasSize(2);
    }
  }
}
