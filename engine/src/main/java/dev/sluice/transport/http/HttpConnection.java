package dev.sluice.transport.http;

import dev.sluice.transport.proxy.Destination;
import dev.sluice.transport.proxy.ProxyStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One connection for one request. Belongs to the thread that asks. */
final class HttpConnection implements AutoCloseable {
  /** Of the total time, so that one dead address of several leaves some for the others. */
  private static final int MAX_CONNECT_MILLIS = 10_000;

  private final Socket socket;

  private HttpConnection(Socket socket) {
    this.socket = socket;
  }

  /**
   * Connects to {@code address} and, for https, proves that it is {@code origin}'s host.
   *
   * @param address empty if it is the proxy's to look it up
   */
  static HttpConnection open(
      HttpNetwork network,
      Optional<InetAddress> address,
      Origin origin,
      boolean secure,
      Deadline deadline)
      throws IOException {
    DeadlineSocket plain = new DeadlineSocket(deadline);
    try {
      if (network.bind().isPresent()) {
        plain.bind(new InetSocketAddress(network.bind().get(), 0));
      }
      int timeoutMillis = Math.min(deadline.remainingMillis(), MAX_CONNECT_MILLIS);
      Destination destination = new Destination(origin.host(), address, origin.port());
      if (network.proxy().isPresent()) {
        plain.connect(network.proxy().get().address(), timeoutMillis);
        network.proxy().get().connect(ProxyStream.over(plain), destination);
      } else {
        plain.connect(new InetSocketAddress(address.orElseThrow(), origin.port()), timeoutMillis);
      }
      return new HttpConnection(secure ? overTls(network, plain, origin) : plain);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket overTls(HttpNetwork network, Socket plain, Origin origin)
      throws IOException {
    SSLSocket secure =
        (SSLSocket) network.tls().get().createSocket(plain, origin.host(), origin.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  /**
   * Sends the request. Its few KiB fit the socket's send buffer, so this does not wait for the
   * other side.
   */
  void send(URI uri, Origin origin, String userAgent) throws IOException {
    String request =
        String.format(Locale.ROOT, "GET %s HTTP/1.1\r\n", target(uri))
            + String.format(Locale.ROOT, "Host: %s\r\n", hostHeader(uri, origin))
            + String.format(Locale.ROOT, "User-Agent: %s\r\n", userAgent)
            + "Accept: */*\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String target(URI uri) {
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }

  private static String hostHeader(URI uri, Origin origin) {
    String withPort = origin.toString();
    boolean usual = origin.port() == SocketHttpClient.defaultPort(uri);
    return usual ? withPort.substring(0, withPort.lastIndexOf(':')) : withPort;
  }

  /** Returns what the other side sends. */
  InputStream input() throws IOException {
    return new BufferedInputStream(socket.getInputStream(), 8192);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
