package dev.sluice.transport.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.Proxy;
import dev.sluice.testkit.FakeProxy;
import dev.sluice.transport.Connection;
import dev.sluice.transport.tcp.TcpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers through a proxy, on the loopback. */
@Timeout(30)
class ProxyDialerIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ThreadedActors actors = ThreadedActors.pooled(MonotonicClock.SYSTEM);
  private final TcpTransport tcp = new TcpTransport(Optional.of(InetAddress.getLoopbackAddress()));
  private ServerSocket peer;

  @BeforeEach
  void listen() throws IOException {
    peer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    actors.close();
  }

  private Connection dial(Proxy proxy, Duration timeout) throws IOException {
    PeerAddress address = new PeerAddress(peer.getInetAddress(), peer.getLocalPort());
    return new ProxyDialer(new ProxyServer(proxy), tcp, actors).dial(address, timeout);
  }

  /** Calls the peer directly: it must be the first who does. */
  private void assertNobodyHasCalledThePeer() throws IOException {
    try (Socket own = new Socket(peer.getInetAddress(), peer.getLocalPort());
        Socket first = peer.accept()) {
      assertThat(first.getPort()).isEqualTo(own.getLocalPort());
    }
  }

  @ParameterizedTest
  @EnumSource
  void reachesAPeer(Proxy.Kind kind) throws IOException {
    try (FakeProxy proxy = FakeProxy.open(kind);
        Connection connection = dial(proxy.url(), TIMEOUT);
        Socket accepted = peer.accept()) {
      connection.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      accepted.getOutputStream().write(4);

      assertThat(accepted.getInetAddress()).isEqualTo(FakeProxy.OUTSIDE);
      assertThat(accepted.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
      ByteBuffer answer = ByteBuffer.allocate(9);
      assertThat(connection.read(answer)).isEqualTo(1);
      assertThat(answer.get(0)).isEqualTo((byte) 4);
      assertThat(connection.remote().port()).isEqualTo(peer.getLocalPort());
    }
  }

  @Test
  void reachesNobodyWhenTheProxyIsGone() throws IOException {
    FakeProxy proxy = FakeProxy.open(Proxy.Kind.SOCKS5);
    Proxy url = proxy.url();
    proxy.close();

    assertThatThrownBy(() -> dial(url, TIMEOUT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the proxy " + url + " is not reached");
    assertNobodyHasCalledThePeer();
  }

  @ParameterizedTest
  @EnumSource
  void reachesNobodyWhenTheProxyDoesNotKnowUs(Proxy.Kind kind) throws IOException {
    try (FakeProxy proxy = FakeProxy.guarded(kind, new Proxy.Login("me", "secret"))) {
      assertThatThrownBy(() -> dial(proxy.url(), TIMEOUT)).isInstanceOf(ProxyException.class);
      assertNobodyHasCalledThePeer();
    }
  }

  @Test
  void waitsForAProxyThatSaysNothingNoLongerThanIsAllowed() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Proxy url = Proxy.parse("socks5://127.0.0.1:" + silent.getLocalPort());

      assertThatThrownBy(() -> dial(url, Duration.ofMillis(50))).isInstanceOf(IOException.class);
      assertNobodyHasCalledThePeer();
    }
  }
}
