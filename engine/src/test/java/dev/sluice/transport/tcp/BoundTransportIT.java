package dev.sluice.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is bound to an address leaves from there or not at all, as with a tunnel that is down. */
@Timeout(30)
class BoundTransportIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Of a range for documentation: no machine has it. */
  private static TcpTransport boundToWhatIsGone() throws IOException {
    return new TcpTransport(Optional.of(InetAddress.getByName("203.0.113.9")));
  }

  private static PeerAddress address(ServerSocket peer) {
    return new PeerAddress(peer.getInetAddress(), peer.getLocalPort());
  }

  private static void assertNobodyHasCalled(ServerSocket peer) throws IOException {
    try (Socket own = new Socket(peer.getInetAddress(), peer.getLocalPort());
        Socket first = peer.accept()) {
      assertThat(first.getPort()).isEqualTo(own.getLocalPort());
    }
  }

  @Test
  void dialsNobodyWhenTheAddressIsGone() throws IOException {
    try (ServerSocket peer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      TcpTransport tcp = boundToWhatIsGone();

      assertThatThrownBy(() -> tcp.dial(address(peer), TIMEOUT)).isInstanceOf(IOException.class);

      assertNobodyHasCalled(peer);
    }
  }

  @Test
  void doesNotListenWhenTheAddressIsGone() throws IOException {
    TcpTransport tcp = boundToWhatIsGone();

    assertThatThrownBy(() -> tcp.listen(0)).isInstanceOf(IOException.class);
  }

  @Test
  void dialsNobodyOfAnotherFamily() throws IOException {
    try (ServerSocket peer = new ServerSocket(0, 5, InetAddress.getByName("::1"))) {
      TcpTransport tcp = new TcpTransport(Optional.of(InetAddress.getByName("127.0.0.1")));

      assertThatThrownBy(() -> tcp.dial(address(peer), TIMEOUT)).isInstanceOf(IOException.class);

      assertNobodyHasCalled(peer);
    }
  }
}
