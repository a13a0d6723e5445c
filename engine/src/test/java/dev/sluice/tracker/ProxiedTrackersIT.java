package dev.sluice.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerId;
import dev.sluice.model.Proxy;
import dev.sluice.testkit.FakeProxy;
import dev.sluice.transport.proxy.ProxyServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trackers whose names only the proxy knows: a look-up of our own would find nothing. */
@Timeout(60)
class ProxiedTrackersIT {
  private static final String NAME = "tracker.invalid";
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

  private static Trackers through(Proxy proxy) {
    return Trackers.overNetwork(
        Optional.of(InetAddress.getLoopbackAddress()),
        Optional.of(new ProxyServer(proxy)),
        new SecureRandom(),
        "Sluice/test");
  }

  @ParameterizedTest
  @EnumSource
  void anHttpTrackerIsFoundByTheProxy(Proxy.Kind kind) throws Exception {
    BlockingQueue<InetAddress> callers = new LinkedBlockingQueue<>();
    try (FakeProxy proxy = FakeProxy.open(kind);
        ServerSocket tracker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      proxy.know(NAME, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> answerOnce(tracker, callers));
      URI url = URI.create("http://" + NAME + ":" + tracker.getLocalPort() + "/announce");

      AnnounceReply reply = through(proxy.url()).announce(url, REQUEST);

      assertThat(reply).isInstanceOf(AnnounceReply.Accepted.class);
      assertThat(callers.take()).isEqualTo(FakeProxy.OUTSIDE);
      assertThat(proxy.asked()).containsExactly(NAME + ":" + tracker.getLocalPort());
    }
  }

  private static void answerOnce(ServerSocket tracker, BlockingQueue<InetAddress> callers) {
    try (Socket caller = tracker.accept()) {
      callers.add(caller.getInetAddress());
      byte[] unused = caller.getInputStream().readNBytes(100);
      caller
          .getOutputStream()
          .write(
              "HTTP/1.0 200 OK\r\n\r\nd8:intervali1800e5:peers0:e"
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aUdpTrackerIsFoundByTheProxy() throws Exception {
    BlockingQueue<InetAddress> callers = new LinkedBlockingQueue<>();
    try (FakeProxy proxy = FakeProxy.open(Proxy.Kind.SOCKS5);
        DatagramSocket tracker = onLoopback()) {
      proxy.know(NAME, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> answerDatagrams(tracker, callers));
      URI url = URI.create("udp://" + NAME + ":" + tracker.getLocalPort());

      AnnounceReply reply = through(proxy.url()).announce(url, REQUEST);

      assertThat(reply).isInstanceOf(AnnounceReply.Accepted.class);
      assertThat(callers).containsOnly(FakeProxy.OUTSIDE);
      assertThat(proxy.asked()).containsOnly("udp " + NAME + ":" + tracker.getLocalPort());
    }
  }

  private static DatagramSocket onLoopback() throws IOException {
    return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** A connect, then an announce without peers. */
  private static void answerDatagrams(DatagramSocket tracker, BlockingQueue<InetAddress> callers) {
    try {
      for (int action = 0; action <= 1; action++) {
        DatagramPacket question = new DatagramPacket(new byte[200], 200);
        tracker.receive(question);
        callers.add(question.getAddress());
        int transaction = ByteBuffer.wrap(question.getData()).getInt(12);
        ByteBuffer answer = ByteBuffer.allocate(action == 0 ? 16 : 20);
        answer.putInt(action).putInt(transaction);
        if (action == 1) {
          answer.putInt(1800);
        }
        tracker.send(
            new DatagramPacket(answer.array(), answer.capacity(), question.getSocketAddress()));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aUdpTrackerIsNotAskedWhenTheProxyTakesNoDatagrams() throws Exception {
    try (FakeProxy proxy = FakeProxy.open(Proxy.Kind.HTTP);
        DatagramSocket tracker = onLoopback()) {
      URI url = URI.create("udp://127.0.0.1:" + tracker.getLocalPort());

      AnnounceReply reply = through(proxy.url()).announce(url, REQUEST);

      assertThat(reply).isEqualTo(new AnnounceReply.Failed("an HTTP proxy relays no datagrams"));
      assertFirstDatagramIsOurs(tracker);
    }
  }

  @Test
  void noTrackerIsAskedWhenTheProxyIsGone() throws Exception {
    FakeProxy proxy = FakeProxy.open(Proxy.Kind.SOCKS5);
    Proxy gone = proxy.url();
    proxy.close();
    try (DatagramSocket udp = onLoopback();
        ServerSocket http = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Trackers trackers = through(gone);

      assertThat(trackers.announce(URI.create("udp://127.0.0.1:" + udp.getLocalPort()), REQUEST))
          .isInstanceOf(AnnounceReply.Failed.class);
      assertThat(
              trackers.announce(
                  URI.create("http://127.0.0.1:" + http.getLocalPort() + "/announce"), REQUEST))
          .isInstanceOf(AnnounceReply.Failed.class);

      assertFirstDatagramIsOurs(udp);
      try (Socket own = new Socket(http.getInetAddress(), http.getLocalPort());
          Socket first = http.accept()) {
        assertThat(first.getPort()).isEqualTo(own.getLocalPort());
      }
    }
  }

  /** What a test sends itself arrives behind whatever was sent before. */
  private static void assertFirstDatagramIsOurs(DatagramSocket tracker) throws IOException {
    byte[] own = {1, 2, 3};
    try (DatagramSocket sender = onLoopback()) {
      sender.send(new DatagramPacket(own, own.length, tracker.getLocalSocketAddress()));
    }
    DatagramPacket first = new DatagramPacket(new byte[200], 200);
    tracker.receive(first);
    assertThat(first.getLength()).isEqualTo(3);
  }
}
