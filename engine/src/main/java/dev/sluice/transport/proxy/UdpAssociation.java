package dev.sluice.transport.proxy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A socket for datagrams that travel through a SOCKS 5 proxy: a TCP connection says for how long,
 * and each datagram carries its destination in front (RFC 1928, 7). Belongs to one thread.
 */
public final class UdpAssociation implements AutoCloseable {
  /** For the proxy to connect and to answer. */
  private static final int TIMEOUT_MILLIS = 10_000;

  /** Two reserved bytes and the number of a fragment, of which there are none. */
  private static final int PREFIX_BYTES = 3;

  private final Socket control;
  private final DatagramSocket socket;
  private final byte[] header;

  private UdpAssociation(Socket control, DatagramSocket socket, Destination destination) {
    this.control = control;
    this.socket = socket;
    byte[] encoded = Socks5.encoded(destination);
    this.header =
        ByteBuffer.allocate(PREFIX_BYTES + encoded.length)
            .put(new byte[PREFIX_BYTES])
            .put(encoded)
            .array();
  }

  /**
   * Asks the proxy to relay datagrams to and from {@code destination}.
   *
   * @param bind the local address that everything leaves from; empty leaves it to the system
   * @throws IOException if it cannot be reached or refuses
   */
  public static UdpAssociation open(
      ProxyServer proxy, Optional<InetAddress> bind, Destination destination) throws IOException {
    Socket control = new Socket();
    try {
      control.bind(new InetSocketAddress(bind.orElse(null), 0));
      control.connect(proxy.address(), TIMEOUT_MILLIS);
      control.setSoTimeout(TIMEOUT_MILLIS);
      InetSocketAddress relay = proxy.associate(ProxyStream.over(control));
      DatagramSocket socket = new DatagramSocket(new InetSocketAddress(bind.orElse(null), 0));
      socket.connect(relay);
      return new UdpAssociation(control, socket, destination);
    } catch (IOException | RuntimeException e) {
      control.close();
      throw e;
    }
  }

  /** Sends what remains in {@code payload} to the destination. */
  public void send(ByteBuffer payload) throws IOException {
    byte[] datagram = new byte[header.length + payload.remaining()];
    System.arraycopy(header, 0, datagram, 0, header.length);
    payload.get(datagram, header.length, payload.remaining());
    socket.send(new DatagramPacket(datagram, datagram.length));
  }

  /**
   * Waits for a datagram that the proxy relays.
   *
   * @param maxBytes of the payload; what is longer is cut
   * @return its payload; empty if what came is none
   * @throws java.net.SocketTimeoutException if none came in time
   */
  public Optional<ByteBuffer> receive(int maxBytes, int timeoutMillis) throws IOException {
    int longestHeader = PREFIX_BYTES + 2 + 255 + 2;
    byte[] bytes = new byte[longestHeader + maxBytes];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    socket.setSoTimeout(timeoutMillis);
    socket.receive(packet);
    ByteBuffer datagram = ByteBuffer.wrap(bytes, 0, packet.getLength());
    return Socks5.skipHeader(datagram) ? Optional.of(datagram.slice()) : Optional.empty();
  }

  @Override
  public void close() {
    socket.close();
    try {
      control.close();
    } catch (IOException e) {
      // The descriptor is gone either way, and the proxy sees the end of the association.
    }
  }
}
