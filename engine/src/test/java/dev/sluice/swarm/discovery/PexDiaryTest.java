package dev.sluice.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
import dev.sluice.wire.extension.PexPeer;
import dev.sluice.wire.extension.UtPex;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PexDiaryTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final PeerAddress READER = address(999);
  private static final long FIRST = PexDiary.FIRST_NANOS;

  private final PexDiary diary = new PexDiary(READER, 0);

  private static PeerAddress address(int host) {
    try {
      byte[] ip = {8, (byte) (host >> 16), (byte) (host >> 8), (byte) host};
      return new PeerAddress(InetAddress.getByAddress(ip), 6881);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static PexPeer peer(int host) {
    return new PexPeer(address(host), PexPeer.REACHABLE);
  }

  private static List<PexPeer> peers(int from, int to) {
    List<PexPeer> peers = new ArrayList<>();
    for (int host = from; host < to; host++) {
      peers.add(peer(host));
    }
    return peers;
  }

  @Test
  void leavesANewPeerAMoment() {
    assertThat(diary.next(peers(1, 3), FIRST - 1)).isEmpty();
    assertThat(diary.next(peers(1, 3), FIRST)).isPresent();
  }

  @Test
  void tellsWhoIsThereWithFlags() {
    assertThat(diary.next(List.of(peer(1)), FIRST))
        .contains(new UtPex(List.of(new PexPeer(address(1), 0x10)), List.of()));
  }

  @Test
  void tellsWhoCameAndWhoWent() {
    diary.next(List.of(peer(1), peer(2)), FIRST);

    Optional<UtPex> second = diary.next(List.of(peer(2), peer(3)), FIRST + MINUTE);

    assertThat(second).contains(new UtPex(List.of(peer(3)), List.of(address(1))));
  }

  @Test
  void speaksOnceAMinuteAtMost() {
    diary.next(List.of(peer(1)), FIRST);

    assertThat(diary.next(peers(1, 9), FIRST + MINUTE - 1)).isEmpty();
    assertThat(diary.next(peers(1, 9), FIRST + MINUTE)).isPresent();
  }

  @Test
  void isSilentWithoutNews() {
    diary.next(List.of(peer(1)), FIRST);

    assertThat(diary.next(List.of(peer(1)), FIRST + MINUTE)).isEmpty();
    assertThat(diary.next(List.of(peer(2)), FIRST + MINUTE + SECOND)).isPresent();
  }

  @Test
  void tellsNothingOfWhoCameAndWentBetweenTwoMessages() {
    diary.next(List.of(peer(1)), FIRST);
    diary.next(List.of(peer(1), peer(2)), FIRST + SECOND);

    assertThat(diary.next(List.of(peer(1)), FIRST + MINUTE)).isEmpty();
  }

  @Test
  void tellsFiftyOfEachAtATimeAndNobodyTwice() {
    List<PexPeer> many = peers(1, 121);
    Set<PeerAddress> told = new HashSet<>();
    List<Integer> sizes = new ArrayList<>();
    for (int minute = 0; minute < 3; minute++) {
      UtPex message = diary.next(many, FIRST + minute * MINUTE).orElseThrow();
      sizes.add(message.added().size());
      message.added().forEach(added -> assertThat(told.add(added.address())).isTrue());
    }
    List<Integer> dropped = new ArrayList<>();
    for (int minute = 3; minute < 6; minute++) {
      dropped.add(diary.next(List.of(), FIRST + minute * MINUTE).orElseThrow().dropped().size());
    }

    assertThat(sizes).containsExactly(50, 50, 20);
    assertThat(dropped).containsExactly(50, 50, 20);
  }

  @Test
  void holdsNoMoreThanItsLimit() {
    int told = 0;
    for (int minute = 0; minute < 10; minute++) {
      told +=
          diary
              .next(peers(1, 900), FIRST + minute * MINUTE)
              .map(message -> message.added().size())
              .orElse(0);
    }

    assertThat(told).isEqualTo(PexDiary.MAX_TOLD);
  }

  @Test
  void tellsNobodyOfHimselfNorStrangersOfTheLocalNetwork() throws UnknownHostException {
    PeerAddress neighbour = new PeerAddress(InetAddress.getByName("192.168.1.7"), 6881);

    List<PexPeer> present = List.of(new PexPeer(READER, 0), new PexPeer(neighbour, 0));

    assertThat(diary.next(present, FIRST)).isEmpty();
  }
}
