package dev.sluice.swarm.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.api.Encryption;
import dev.sluice.dht.node.Ips;
import dev.sluice.model.Carrier;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.testkit.Wire;
import dev.sluice.transport.Connection;
import dev.sluice.transport.Dialer;
import dev.sluice.transport.RateLimiter;
import dev.sluice.transport.mse.CryptoMethod;
import dev.sluice.transport.mse.MseAnswerer;
import dev.sluice.transport.mse.MseCaller;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.ReservedBits;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a peer is called, over wires that the test answers. */
@Timeout(30)
class PeerCallerTest {
  private static final PeerAddress ADDRESS = Ips.at("192.0.2.7", 7);
  private static final PeerAddress NEIGHBOUR = Ips.at("192.168.0.7", 7);
  private static final InfoHash TORRENT = InfoHash.of(new byte[20]);
  private static final Handshake OURS = handshake(1);
  private static final Handshake THEIRS = handshake(2);

  private final ThreadedActors actors = ThreadedActors.pooled(MonotonicClock.SYSTEM);

  /** What the other end does with each connection, in their order. */
  private final Queue<Peer> peers = new ArrayDeque<>();

  /** What the other end understood, one for each connection that it did not refuse. */
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  /** Filled by the thread that calls; a test looks when that has told something. */
  private final List<Wire> wires = new ArrayList<>();

  /** Over which it was of no use. */
  private final Set<Carrier> left = EnumSet.noneOf(Carrier.class);

  private interface Peer {
    String answer(Connection connection) throws IOException, WireException, InterruptedException;
  }

  @AfterEach
  void end() {
    actors.close();
  }

  private static Handshake handshake(long seed) {
    return new Handshake(ReservedBits.SUPPORTED, TORRENT, PeerId.random(new Random(seed)));
  }

  private PeerCaller caller(Encryption policy) {
    return new PeerCaller(
        actors, (address, timeout) -> dial(), new MseCaller(new Random(3)), policy);
  }

  private Connection dial() throws IOException {
    Peer peer = peers.poll();
    if (peer == null) {
      throw new ConnectException("refused");
    }
    Wire wire = Wire.whole();
    wires.add(wire);
    actors.run(
        "peer",
        () -> {
          try {
            heard.add(peer.answer(wire.right()));
          } catch (IOException | WireException e) {
            heard.add("nothing it understands");
            wire.right().close();
          }
        });
    return wire.left();
  }

  /** Understands a handshake in the clear, and nothing else. */
  private static String speakClearly(Connection connection) throws IOException, WireException {
    Handshake said = Handshake.decode(FirstBytes.await(Handshake.BYTES, connection));
    assertThat(said).isEqualTo(OURS);
    FirstBytes.say(THEIRS, connection);
    return "clear";
  }

  /** Understands a handshake in disguise, and nothing else. */
  private static String speakDisguised(Connection connection)
      throws IOException, WireException, InterruptedException {
    RateLimiter unlimited = new RateLimiter(() -> 0, RateLimiter.UNLIMITED);
    Connection stream =
        new MseAnswerer(new Random(4), unlimited, List.of(CryptoMethod.RC4))
            .answer(connection, name -> Optional.of(TORRENT))
            .connection();
    String unused = speakClearly(stream);
    return "disguised";
  }

  private static String hangUp(Connection connection) {
    connection.close();
    return "nothing";
  }

  private static String waitForTheEnd(Connection connection) throws IOException {
    while (connection.read(ByteBuffer.allocate(1000)) >= 0) {}
    return "nothing";
  }

  private static String answerNonsense(Connection connection) throws IOException {
    connection.write(ByteBuffer.allocate(1000));
    return "nothing";
  }

  private void answerWith(Peer... behaviours) {
    peers.addAll(Arrays.asList(behaviours));
  }

  private PeerEvent.Cause failureOf(PeerCaller caller) {
    try {
      PeerCaller.Answer unused = caller.call(ADDRESS, OURS);
      throw new AssertionError("answered");
    } catch (UnansweredException e) {
      return e.why();
    }
  }

  @Test
  void cannotCallWhoIsNotReached() {
    assertThat(failureOf(caller(Encryption.PREFER))).isEqualTo(PeerEvent.Cause.UNREACHABLE);
  }

  /** Some listen at their TCP port, and talk over uTP alone. */
  @Test
  void callsOverAnotherCarrierWhoHangsUpOnTheFirst() throws Exception {
    answerWith(PeerCallerTest::hangUp, PeerCallerTest::hangUp, PeerCallerTest::speakDisguised);
    PeerCaller caller =
        new PeerCaller(actors, overTwo(), new MseCaller(new Random(3)), Encryption.PREFER);

    assertThat(caller.call(ADDRESS, OURS).handshake()).isEqualTo(THEIRS);
    assertThat(left).containsExactly(Carrier.TCP);
  }

  /** Issue 4, 5: two silences over TCP and a call over uTP are longer than a torrent waits. */
  @Test
  void callsOverAnotherCarrierAtOnceWhoIsSilentOnTheFirst() throws Exception {
    answerWith(PeerCallerTest::waitForTheEnd, PeerCallerTest::speakDisguised);
    PeerCaller caller =
        new PeerCaller(actors, overTwo(), new MseCaller(new Random(3)), Encryption.PREFER, 1_000);

    assertThat(caller.call(ADDRESS, OURS).handshake()).isEqualTo(THEIRS);
    assertThat(wires).hasSize(2);
  }

  private Dialer overTwo() {
    return new Dialer() {
      @Override
      public Connection dial(PeerAddress address, Duration timeout) throws IOException {
        return PeerCallerTest.this.dial();
      }

      @Override
      public Optional<Dialer> without(Carrier carrier) {
        left.add(carrier);
        return Optional.of((address, timeout) -> PeerCallerTest.this.dial());
      }
    };
  }

  @Nested
  class WhenEncryptionIsPreferred {
    private final PeerCaller caller = caller(Encryption.PREFER);

    @Test
    void callsInDisguiseFirst() throws Exception {
      answerWith(PeerCallerTest::speakDisguised);

      assertThat(caller.call(ADDRESS, OURS).handshake()).isEqualTo(THEIRS);
      assertThat(heard.take()).isEqualTo("disguised");
    }

    @Test
    void goesOnInDisguise() throws Exception {
      answerWith(PeerCallerTest::speakDisguised);
      Connection connection = caller.call(ADDRESS, OURS).connection();
      int before = wires.get(0).left().written().length;

      connection.write(ByteBuffer.allocate(100));

      byte[] written = wires.get(0).left().written();
      assertThat(Arrays.copyOfRange(written, before, before + 100)).isNotEqualTo(new byte[100]);
    }

    @Test
    void callsAgainInTheClearWhenThePeerHangsUpOnTheDisguise() throws Exception {
      answerWith(PeerCallerTest::hangUp, PeerCallerTest::speakClearly);

      assertThat(caller.call(ADDRESS, OURS).handshake()).isEqualTo(THEIRS);
      assertThat(wires.get(0).left().isClosed()).isTrue();
    }

    @Test
    void callsAgainInTheClearWhenThePeerAnswersNonsense() throws Exception {
      answerWith(PeerCallerTest::answerNonsense, PeerCallerTest::speakClearly);

      assertThat(caller.call(ADDRESS, OURS).handshake()).isEqualTo(THEIRS);
      assertThat(wires.get(0).left().isClosed()).isTrue();
    }

    @Test
    void callsAgainInTheClearWhenThePeerAnswersSoAndThenWaits() throws Exception {
      answerWith(
          connection -> {
            FirstBytes.say(THEIRS, connection);
            return "does not look";
          },
          PeerCallerTest::speakClearly);

      assertThat(caller.call(ADDRESS, OURS).handshake()).isEqualTo(THEIRS);
    }

    @Test
    void callsNeighboursInTheClearFirst() throws Exception {
      answerWith(PeerCallerTest::speakClearly);

      assertThat(caller.call(NEIGHBOUR, OURS).handshake()).isEqualTo(THEIRS);
    }

    @Test
    void remembersTheNeighbourWhoSpeaksInDisguiseOnly() throws Exception {
      answerWith(
          PeerCallerTest::hangUp, PeerCallerTest::speakDisguised, PeerCallerTest::speakDisguised);

      PeerCaller.Answer unused = caller.call(NEIGHBOUR, OURS);

      assertThat(caller.call(NEIGHBOUR, OURS).handshake()).isEqualTo(THEIRS);
      assertThat(wires).hasSize(3);
    }

    @Test
    void remembersWhoSpeaksInTheClear() throws Exception {
      answerWith(
          PeerCallerTest::hangUp, PeerCallerTest::speakClearly, PeerCallerTest::speakClearly);

      PeerCaller.Answer unused = caller.call(ADDRESS, OURS);

      assertThat(caller.call(ADDRESS, OURS).handshake()).isEqualTo(THEIRS);
      assertThat(wires).hasSize(3);
    }

    @Test
    void callsInDisguiseWhoWasRememberedAndDoesNotAnswerInTheClearAnyMore() throws Exception {
      answerWith(
          PeerCallerTest::hangUp,
          PeerCallerTest::speakClearly,
          PeerCallerTest::hangUp,
          PeerCallerTest::speakDisguised,
          PeerCallerTest::speakDisguised);

      for (int call = 0; call < 3; call++) {
        assertThat(caller.call(ADDRESS, OURS).handshake()).isEqualTo(THEIRS);
      }
      assertThat(wires).hasSize(5);
    }

    @Test
    void givesUpWhenNeitherIsAnswered() {
      answerWith(PeerCallerTest::hangUp, PeerCallerTest::hangUp, PeerCallerTest::speakClearly);

      assertThat(failureOf(caller)).isEqualTo(PeerEvent.Cause.REMOTE);
      assertThat(wires).hasSize(2).allMatch(wire -> wire.left().isClosed());
    }

    @Test
    void doesNotCallAgainWhenTheTorrentHasGivenUp() throws Exception {
      answerWith(
          connection -> {
            wires.get(0).left().awaitWritten(96);
            return "waits";
          },
          PeerCallerTest::speakClearly);
      BlockingQueue<PeerEvent.Cause> end = new LinkedBlockingQueue<>();
      var task = actors.run("call", () -> end.add(failureOf(caller)));
      assertThat(heard.take()).isEqualTo("waits");

      task.cancel();

      assertThat(end.take()).isEqualTo(PeerEvent.Cause.REMOTE);
      assertThat(wires).hasSize(1);
    }
  }

  @Nested
  class WhenEncryptionIsRequired {
    private final PeerCaller caller = caller(Encryption.REQUIRE);

    @Test
    void neverSpeaksInTheClear() {
      answerWith(PeerCallerTest::hangUp, PeerCallerTest::speakClearly);

      assertThat(failureOf(caller)).isEqualTo(PeerEvent.Cause.REMOTE);
      assertThat(wires).hasSize(1);
    }

    @Test
    void speaksInDisguise() throws Exception {
      answerWith(PeerCallerTest::speakDisguised);

      assertThat(caller.call(ADDRESS, OURS).handshake()).isEqualTo(THEIRS);
    }
  }

  @Nested
  class WhenEncryptionIsOff {
    private final PeerCaller caller = caller(Encryption.OFF);

    @Test
    void speaksInTheClear() throws Exception {
      answerWith(PeerCallerTest::speakClearly);

      assertThat(caller.call(ADDRESS, OURS).handshake()).isEqualTo(THEIRS);
      assertThat(wires).hasSize(1);
    }

    @Test
    void sawAViolationWhenTheAnswerIsNoHandshake() {
      answerWith(PeerCallerTest::answerNonsense);

      assertThat(failureOf(caller)).isEqualTo(PeerEvent.Cause.VIOLATION);
    }

    @Test
    void doesNotCallAgain() {
      answerWith(PeerCallerTest::hangUp, PeerCallerTest::speakDisguised);

      assertThat(failureOf(caller)).isEqualTo(PeerEvent.Cause.REMOTE);
      assertThat(wires).hasSize(1);
    }
  }
}
