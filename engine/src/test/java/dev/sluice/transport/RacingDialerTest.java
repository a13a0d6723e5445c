package dev.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peer is called in several ways at once. */
class RacingDialerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final PeerAddress PEER = new PeerAddress(InetAddress.getLoopbackAddress(), 6881);

  private final ThreadedActors actors = ThreadedActors.pooled(MonotonicClock.SYSTEM);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    actors.close();
  }

  /** A connection that nobody uses. */
  private record Line(Carrier carrier) implements Connection {
    @Override
    public PeerAddress remote() {
      return PEER;
    }

    @Override
    public int read(ByteBuffer target) {
      return -1;
    }

    @Override
    public long read(ByteBuffer first, ByteBuffer second) {
      return -1;
    }

    @Override
    public void write(ByteBuffer source) {}

    @Override
    public void close() {}
  }

  private static Connection refused(PeerAddress peer, Duration timeout) throws IOException {
    throw new IOException("refused");
  }

  private Connection silent(PeerAddress peer, Duration timeout) throws IOException {
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("nobody counts");
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw new InterruptedIOException("told to stop");
    }
  }

  private static Connection utp(PeerAddress peer, Duration timeout) {
    return new Line(Carrier.UTP);
  }

  private static Connection tcp(PeerAddress peer, Duration timeout) {
    return new Line(Carrier.TCP);
  }

  private Connection dial(Dialer first, Dialer second) throws IOException {
    Map<Carrier, Dialer> ways = new LinkedHashMap<>();
    ways.put(Carrier.TCP, first);
    ways.put(Carrier.UTP, second);
    return RacingDialer.of(actors, ways).dial(PEER, LONG);
  }

  @Test
  void takesTheFirstWayWhereItIsOpen() throws IOException {
    Dialer never =
        (peer, timeout) -> {
          throw new AssertionError("there was no need");
        };

    assertThat(dial(RacingDialerTest::tcp, never).carrier()).isEqualTo(Carrier.TCP);
  }

  @Test
  void takesTheSecondWhenTheFirstIsRefused() throws IOException {
    assertThat(dial(RacingDialerTest::refused, RacingDialerTest::utp).carrier())
        .isEqualTo(Carrier.UTP);
  }

  @Test
  void takesTheSecondWhenTheFirstIsSilentAndWaitsForItNoLonger()
      throws IOException, InterruptedException {
    assertThat(dial(this::silent, RacingDialerTest::utp).carrier()).isEqualTo(Carrier.UTP);
    interrupted.await();
  }

  @Test
  void leavesAWayOutForWhoHungUpOnIt() throws IOException {
    Map<Carrier, Dialer> ways = new LinkedHashMap<>();
    ways.put(Carrier.TCP, RacingDialerTest::tcp);
    ways.put(Carrier.UTP, RacingDialerTest::utp);
    Dialer other = RacingDialer.of(actors, ways).without(Carrier.TCP).orElseThrow();

    assertThat(other.dial(PEER, LONG).carrier()).isEqualTo(Carrier.UTP);
    assertThat(other.without(Carrier.UTP)).isEmpty();
  }

  @Test
  void failsAsTheFirstWayDidWhenNoneIsOpen() {
    assertThatThrownBy(() -> dial(RacingDialerTest::refused, RacingDialerTest::refused))
        .isInstanceOf(IOException.class)
        .hasMessage("refused");
  }
}
