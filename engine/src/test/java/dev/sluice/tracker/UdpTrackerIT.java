package dev.sluice.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client over real sockets against a tracker on loopback that loses and forges. */
class UdpTrackerIT {
  private static final AnnounceRequest REQUEST =
      new AnnounceRequest(
          new InfoHash(1, 2, 3),
          PeerId.random(new Random(1)),
          6881,
          0,
          0,
          1,
          AnnounceEvent.STARTED,
          50,
          1);
  private static final byte[] TRUE_PEER = {(byte) 192, 0, 2, 7, 0x1a, (byte) 0xe1};
  private static final byte[] FORGED_PEER = {(byte) 192, 0, 2, 66, 0, 1};

  private static UdpTracker client(long firstMillis, int retransmissions) {
    return new UdpTracker(
        UdpNetwork.system(Optional.of(InetAddress.getLoopbackAddress()), new SecureRandom()),
        new TrackerPolicy(),
        new UdpTimeouts(TimeUnit.MILLISECONDS.toNanos(firstMillis), retransmissions));
  }

  private static void assertHasTruePeerOnly(AnnounceReply reply) {
    assertThat(reply).isInstanceOf(AnnounceReply.Accepted.class);
    assertThat(((AnnounceReply.Accepted) reply).peers())
        .isEqualTo(PeerAddress.listFromCompact(TRUE_PEER, 6));
  }

  @Test
  void firstDatagramsMayBeLost() throws Exception {
    try (FakeTracker tracker = new FakeTracker(2, false)) {
      assertHasTruePeerOnly(client(100, 5).announce(tracker.url(), REQUEST));
    }
  }

  @Test
  void forgedAnswersFromAnotherPortAndGarbageAreIgnored() throws Exception {
    try (FakeTracker tracker = new FakeTracker(0, true)) {
      assertHasTruePeerOnly(client(5000, 1).announce(tracker.url(), REQUEST));
    }
  }

  @Test
  void closedPortIsNoticedWithoutWaiting() throws Exception {
    FakeTracker tracker = new FakeTracker(0, false);
    URI url = tracker.url();
    tracker.close();

    AnnounceReply reply = client(60_000, 8).announce(url, REQUEST);

    assertThat(reply)
        .isEqualTo(new AnnounceReply.Failed("nobody listens there (port unreachable)"));
  }

  @Test
  void addressOfTheOtherFamilyCannotBeReachedFromTheBoundOne() throws Exception {
    AnnounceReply reply = client(100, 0).announce(URI.create("udp://[::1]:9"), REQUEST);

    assertThat(reply)
        .isEqualTo(new AnnounceReply.Failed("0:0:0:0:0:0:0:1 cannot be reached from 127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interruptEndsTheCallOnEveryKindOfThread(boolean isVirtual) throws Exception {
    try (FakeTracker tracker = new FakeTracker(Integer.MAX_VALUE, false)) {
      FutureTask<AnnounceReply> call =
          new FutureTask<>(() -> client(60_000, 8).announce(tracker.url(), REQUEST));
      Thread thread = isVirtual ? Thread.ofVirtual().start(call) : Thread.ofPlatform().start(call);
      tracker.asked.await();

      thread.interrupt();

      assertThatThrownBy(call::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  /** Answers connects and announces; before each answer it may send forged ones. */
  private static final class FakeTracker implements AutoCloseable {
    private final DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final CountDownLatch asked = new CountDownLatch(1);
    private final boolean forges;
    private int toLose;

    FakeTracker(int toLose, boolean forges) throws IOException {
      this.toLose = toLose;
      this.forges = forges;
      Thread.ofVirtual().name("fake-tracker").start(this::serve);
    }

    URI url() {
      return URI.create("udp://127.0.0.1:" + socket.getLocalPort() + "/announce");
    }

    private void serve() {
      try {
        while (true) {
          DatagramPacket question = new DatagramPacket(new byte[2048], 2048);
          socket.receive(question);
          asked.countDown();
          if (toLose-- <= 0) {
            answer(question);
          }
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    private void answer(DatagramPacket question) throws IOException {
      ByteBuffer asked = ByteBuffer.wrap(question.getData(), 0, question.getLength());
      boolean isConnect = asked.getInt(8) == 0;
      int transactionId = asked.getInt(12);
      if (forges) {
        try (DatagramSocket stranger =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
          send(stranger, question, reply(isConnect, transactionId, FORGED_PEER));
        }
        send(socket, question, reply(isConnect, ~transactionId, FORGED_PEER));
        send(socket, question, new byte[7]);
        send(socket, question, new byte[0]);
      }
      send(socket, question, reply(isConnect, transactionId, TRUE_PEER));
    }

    private static byte[] reply(boolean isConnect, int transactionId, byte[] peer) {
      ByteBuffer reply = ByteBuffer.allocate(isConnect ? 16 : 26);
      reply.putInt(isConnect ? 0 : 1).putInt(transactionId);
      if (isConnect) {
        return reply.putLong(77).array();
      }
      return reply.putInt(1800).putInt(0).putInt(1).put(peer).array();
    }

    private static void send(DatagramSocket from, DatagramPacket question, byte[] bytes)
        throws IOException {
      from.send(new DatagramPacket(bytes, bytes.length, question.getSocketAddress()));
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
