package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.api.PeerSource;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.peer.PeerTerms;
import dev.sluice.transport.RateLimiters;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.ReservedBits;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_PEERS = 20;
  private static final InfoHash INFO_HASH = InfoHash.of(new byte[20]);

  private final PeerId ourId = PeerId.random(new Random(1));
  private final PeerTable peers = new PeerTable();
  private final PeerKeys keys = new PeerKeys();
  private final List<Attempt> attempts = new ArrayList<>();
  private final Candidates candidates = new Candidates(new Random(1));
  private final Connections connections = connections(candidates);

  /** A dial, or a call that was answered, as the network sees it. */
  private static final class Attempt {
    final PeerAddress address;
    final PeerTerms terms;
    boolean cancelled;
    int cancels;

    Attempt(PeerAddress address, PeerTerms terms) {
      this.address = address;
      this.terms = terms;
    }
  }

  private final class Caller implements IncomingPeer {
    final PeerAddress address;
    boolean refused;

    Caller(PeerAddress address) {
      this.address = address;
    }

    @Override
    public PeerAddress address() {
      return address;
    }

    @Override
    public Actors.Task accept(PeerTerms terms) {
      return attempt(address, terms);
    }

    @Override
    public void refuse() {
      refused = true;
    }
  }

  private Connections connections(Candidates candidates) {
    return new Connections(
        candidates,
        this::attempt,
        peers,
        new Handshake(ReservedBits.SUPPORTED, INFO_HASH, ourId),
        MessageLimits.beforeMetadata(),
        (block, target) -> {},
        RateLimiters.unlimited(() -> 0),
        new Nowhere(),
        keys,
        MAX_PEERS);
  }

  private Actors.Task attempt(PeerAddress address, PeerTerms terms) {
    Attempt attempt = new Attempt(address, terms);
    attempts.add(attempt);
    return () -> {
      attempt.cancelled = true;
      attempt.cancels++;
    };
  }

  private static PeerAddress address(int port) {
    return new PeerAddress(InetAddress.getLoopbackAddress(), port);
  }

  private void know(int count) {
    for (int i = 1; i <= count; i++) {
      candidates.add(address(i), PeerSource.TRACKER);
    }
  }

  /** The attempt succeeds, and the peer says that it is {@code id}. */
  private Optional<PeerOpening> open(Attempt attempt, RecordingLink link, PeerId id) {
    Handshake theirs = new Handshake(ReservedBits.SUPPORTED, INFO_HASH, id);
    Optional<PeerOpening> opening =
        connections.onOpened(new PeerEvent.Opened(attempt.terms.peer(), link, theirs), 0);
    opening.ifPresent(each -> peers.add(new Peer(each, 1, 0)));
    return opening;
  }

  private Optional<PeerOpening> open(Attempt attempt) {
    return open(
        attempt, new RecordingLink(), PeerId.random(new Random(1000 + attempt.address.port())));
  }

  private static PeerEvent.Closed closed(Attempt attempt) {
    return new PeerEvent.Closed(attempt.terms.peer(), PeerEvent.Cause.REMOTE, "");
  }

  @Test
  void dialsNoMoreThanSixteenAtATime() {
    know(30);

    connections.tick(0);
    connections.tick(0);

    assertThat(attempts).hasSize(16);
  }

  @Test
  void dialsOnWhenADialHasEnded() {
    know(30);
    connections.tick(0);

    connections.onClosed(closed(attempts.get(3)), SECOND);
    connections.tick(SECOND);

    assertThat(attempts).hasSize(17);
    assertThat(attempts).extracting(attempt -> attempt.address).doesNotHaveDuplicates();
  }

  @Test
  void countsDialsAndPeersTogetherAgainstTheBound() {
    know(30);
    connections.tick(0);
    List.copyOf(attempts).forEach(this::open);
    assertThat(peers.size()).isEqualTo(16);

    connections.tick(0);

    assertThat(attempts).hasSize(MAX_PEERS);
  }

  @Test
  void refusesCallersWhenThereIsNoRoom() {
    know(30);
    connections.tick(0);
    List.copyOf(attempts).forEach(this::open);
    connections.tick(0);
    Caller caller = new Caller(address(1000));

    connections.onArrived(caller, 0);

    assertThat(caller.refused).isTrue();
    assertThat(attempts).hasSize(MAX_PEERS);
  }

  @Nested
  class WhenAllPlacesAreTaken {
    private static final long LATER = 180 * SECOND;

    private final List<RecordingLink> links = new ArrayList<>();

    @BeforeEach
    void takeAllPlaces() {
      know(MAX_PEERS);
      while (peers.size() < MAX_PEERS) {
        connections.tick(0);
        List.copyOf(attempts).stream().skip(links.size()).forEach(this::open);
      }
      peers.forEach(peer -> peer.interested = true);
    }

    private void open(Attempt attempt) {
      RecordingLink link = new RecordingLink();
      links.add(link);
      assertThat(
              ConnectionsTest.this.open(
                  attempt, link, PeerId.random(new Random(2000 + links.size()))))
          .isPresent();
    }

    private long closed() {
      return links.stream().filter(link -> link.closed).count();
    }

    @Test
    void nobodyHasToGoWhoMayStillWantSomething() {
      connections.onArrived(new Caller(address(1000)), LATER);

      assertThat(closed()).isZero();
    }

    @Test
    void whoWantsNothingAndHasNothingMakesRoomForACaller() {
      peer(7).interested = false;

      connections.onArrived(new Caller(address(1000)), LATER);

      assertThat(links.get(7).closed).isTrue();
    }

    @Test
    void whoNeverAskedMakesRoomForACandidateThatWaits() {
      peer(5).hadChance = true;
      peer(6).hadChance = true;
      peer(6).hasAsked = true;

      connections.tick(LATER);
      assertThat(closed()).isZero();
      candidates.add(address(1000), PeerSource.TRACKER);
      connections.tick(LATER);

      assertThat(links.get(5).closed).isTrue();
      assertThat(closed()).isEqualTo(1);
    }

    @Test
    void onlyOneHasToGoAtATimeAndNoneInItsFirstMinutes() {
      peers.forEach(peer -> peer.interested = false);

      connections.onArrived(new Caller(address(1000)), 60 * SECOND);
      assertThat(closed()).isZero();
      connections.onArrived(new Caller(address(1001)), LATER);
      connections.onArrived(new Caller(address(1002)), LATER + SECOND);

      assertThat(closed()).isEqualTo(1);
    }

    private Peer peer(int index) {
      return StreamSupport.stream(peers.spliterator(), false).skip(index).findFirst().orElseThrow();
    }
  }

  @Test
  void refusesASecondCallFromOneAddress() {
    Caller first = new Caller(address(1000));
    Caller second = new Caller(address(1000));

    connections.onArrived(first, 0);
    connections.onArrived(second, 0);

    assertThat(first.refused).isFalse();
    assertThat(second.refused).isTrue();
  }

  @Test
  void doesNotOpenWhatWasBannedMeanwhile() {
    know(1);
    connections.tick(0);
    candidates.ban(address(1), "lied");
    RecordingLink link = new RecordingLink();

    assertThat(open(attempts.get(0), link, PeerId.random(new Random(3)))).isEmpty();
    assertThat(link.closed).isTrue();
  }

  @Test
  void refusesCallersThatAreBanned() {
    candidates.ban(address(1000), "lied");
    Caller caller = new Caller(address(1000));

    connections.onArrived(caller, 0);

    assertThat(caller.refused).isTrue();
  }

  @Test
  void givesUpOnAHandshakeAfterTwentySeconds() {
    know(1);
    connections.tick(0);
    connections.onArrived(new Caller(address(1000)), 0);

    connections.tick(20 * SECOND);
    assertThat(attempts).noneMatch(attempt -> attempt.cancelled);
    connections.tick(20 * SECOND + 1);

    assertThat(attempts).hasSize(2).allMatch(attempt -> attempt.cancelled);
  }

  /** Its thread has an end to report; a second interrupt would keep it from that. */
  @Test
  void cancelsAnOverdueHandshakeOnce() {
    know(1);
    connections.tick(0);

    connections.tick(21 * SECOND);
    connections.tick(22 * SECOND);
    connections.close();

    assertThat(attempts.get(0).cancels).isEqualTo(1);
  }

  @Test
  void hasRoomAgainOnceHandshakesThatNeverCameAreOver() {
    for (int i = 0; i < MAX_PEERS; i++) {
      connections.onArrived(new Caller(address(1000 + i)), 0);
    }
    connections.tick(21 * SECOND);
    List.copyOf(attempts).forEach(attempt -> connections.onClosed(closed(attempt), 21 * SECOND));
    Caller honest = new Caller(address(5000));

    connections.onArrived(honest, 21 * SECOND);

    assertThat(honest.refused).isFalse();
  }

  @Test
  void neverDialsItselfAgain() {
    know(1);
    connections.tick(0);
    RecordingLink link = new RecordingLink();

    Optional<PeerOpening> opening = open(attempts.get(0), link, ourId);

    assertThat(opening).isEmpty();
    assertThat(link.closed).isTrue();
    connections.onClosed(closed(attempts.get(0)), SECOND);
    connections.tick(1000 * SECOND);
    assertThat(attempts).hasSize(1);
  }

  /** Whoever hangs up first, the other may never learn whom it reached; only one end can tell. */
  @Test
  void leavesItToTheEndThatCalledToFindOutThatItReachedItself() {
    connections.onArrived(new Caller(address(1000)), 0);
    RecordingLink link = new RecordingLink();

    assertThat(open(attempts.get(0), link, ourId)).isEmpty();

    assertThat(link.closed).isFalse();
    connections.tick(21 * SECOND);
    assertThat(attempts.get(0).cancelled).isTrue();
  }

  @Test
  void keepsOneOfTwoConnectionsWithTheSameId() {
    know(2);
    connections.tick(0);
    PeerId id = PeerId.random(new Random(5));
    RecordingLink link = new RecordingLink();
    assertThat(open(attempts.get(0), new RecordingLink(), id)).isPresent();

    assertThat(open(attempts.get(1), link, id)).isEmpty();

    assertThat(link.closed).isTrue();
    assertThat(peers.size()).isEqualTo(1);
  }

  @Test
  void givesUpOnEverythingAtTheEnd() {
    know(5);
    connections.tick(0);

    connections.close();

    assertThat(attempts).hasSize(5).allMatch(attempt -> attempt.cancelled);
    RecordingLink late = new RecordingLink();
    assertThat(open(attempts.get(0), late, PeerId.random(new Random(3)))).isEmpty();
    assertThat(late.closed).isTrue();
  }

  /** A torrent that pauses and goes on has connections anew, and old ones that still report. */
  @Test
  void usesNoNumberOfEarlierConnectionsAgain() {
    know(3);
    connections.tick(0);
    Candidates again = new Candidates(new Random(1));
    again.add(address(7), PeerSource.TRACKER);

    connections(again).tick(0);

    assertThat(attempts)
        .extracting(attempt -> attempt.terms.peer())
        .containsExactly(new PeerKey(0), new PeerKey(1), new PeerKey(2), new PeerKey(3));
  }

  /** Where connections report; the tests tell what they report themselves. */
  private static final class Nowhere implements Sink<PeerEvent> {
    @Override
    public boolean post(PeerEvent event) {
      throw new AssertionError(event);
    }

    @Override
    public boolean offer(PeerEvent event) {
      throw new AssertionError(event);
    }
  }
}
