package dev.sluice.transport.proxy;

import dev.sluice.model.Proxy.Login;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The dialogue of SOCKS 5 (RFC 1928), with a name and a password where the proxy wants them (RFC
 * 1929).
 *
 * <pre>
 *   5, count, methods           --&gt;
 *                               &lt;--  5, method
 *   1, user, password           --&gt;                       if the method is 2
 *                               &lt;--  1, 0
 *   5, command, 0, destination  --&gt;
 *                               &lt;--  5, 0, 0, address
 * </pre>
 */
final class Socks5 {
  private static final int VERSION = 5;
  private static final int NO_LOGIN = 0;
  private static final int LOGIN = 2;
  private static final int LOGIN_VERSION = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;

  private static final String[] REFUSALS = {
    "failed",
    "does not allow that",
    "cannot reach the network",
    "cannot reach the host",
    "was refused by the host",
    "ran out of time",
    "does not know the command",
    "does not know that kind of address"
  };

  /** What may be asked for. */
  enum Command {
    CONNECT(1),
    UDP_ASSOCIATE(3);

    private final int code;

    Command(int code) {
      this.code = code;
    }
  }

  private Socks5() {}

  /**
   * Asks for a way on.
   *
   * @return the address that the proxy names: for {@code UDP_ASSOCIATE} where it takes datagrams
   */
  static InetSocketAddress ask(
      ProxyStream proxy, Command command, Destination destination, Optional<Login> login)
      throws IOException {
    greet(proxy, login);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(new byte[] {VERSION, (byte) command.code, 0});
    request.write(encoded(destination));
    proxy.write(request.toByteArray());
    byte[] reply = proxy.read(3);
    expectVersion(VERSION, reply[0]);
    if (reply[1] != 0) {
      int code = reply[1] & 0xff;
      String why = code <= REFUSALS.length ? REFUSALS[code - 1] : "refused with code " + code;
      throw new ProxyException("the proxy " + why + ": " + destination);
    }
    return readAddress(proxy);
  }

  private static void greet(ProxyStream proxy, Optional<Login> login) throws IOException {
    proxy.write(
        login.isPresent()
            ? new byte[] {VERSION, 2, NO_LOGIN, LOGIN}
            : new byte[] {VERSION, 1, NO_LOGIN});
    byte[] choice = proxy.read(2);
    expectVersion(VERSION, choice[0]);
    if (choice[1] == LOGIN && login.isPresent()) {
      logIn(proxy, login.get());
    } else if (choice[1] != NO_LOGIN) {
      throw new ProxyException("the proxy wants a name and a password, or another proof");
    }
  }

  private static void logIn(ProxyStream proxy, Login login) throws IOException {
    byte[] user = login.user().getBytes(StandardCharsets.UTF_8);
    byte[] password = login.password().getBytes(StandardCharsets.UTF_8);
    ByteBuffer request = ByteBuffer.allocate(3 + user.length + password.length);
    request.put((byte) LOGIN_VERSION).put((byte) user.length).put(user);
    request.put((byte) password.length).put(password);
    proxy.write(request.array());
    byte[] reply = proxy.read(2);
    expectVersion(LOGIN_VERSION, reply[0]);
    if (reply[1] != 0) {
      throw new ProxyException("the proxy does not accept the name and the password");
    }
  }

  private static void expectVersion(int expected, byte version) throws ProxyException {
    if (version != expected) {
      throw new ProxyException("what answers is no SOCKS 5 proxy");
    }
  }

  /** Returns kind, address and port, as they stand in requests and before each datagram. */
  static byte[] encoded(Destination destination) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (destination.ip().isPresent()) {
      byte[] ip = destination.ip().get().getAddress();
      bytes.write(ip.length == 4 ? IPV4 : IPV6);
      bytes.write(ip, 0, ip.length);
    } else {
      byte[] name = destination.host().getBytes(StandardCharsets.US_ASCII);
      bytes.write(NAME);
      bytes.write(name.length);
      bytes.write(name, 0, name.length);
    }
    bytes.write(destination.port() >> 8);
    bytes.write(destination.port());
    return bytes.toByteArray();
  }

  private static InetSocketAddress readAddress(ProxyStream proxy) throws IOException {
    int kind = proxy.read(1)[0];
    return switch (kind) {
      case IPV4 -> withPort(InetAddress.getByAddress(proxy.read(4)), proxy);
      case IPV6 -> withPort(InetAddress.getByAddress(proxy.read(16)), proxy);
      case NAME -> {
        // Allowed, and of no use: nothing is looked up here.
        byte[] unused = proxy.read(proxy.read(1)[0] & 0xff);
        yield withPort(new InetSocketAddress(0).getAddress(), proxy);
      }
      default -> throw new ProxyException("the proxy names an unknown kind of address");
    };
  }

  private static InetSocketAddress withPort(InetAddress address, ProxyStream proxy)
      throws IOException {
    byte[] port = proxy.read(2);
    return new InetSocketAddress(address, (port[0] & 0xff) << 8 | port[1] & 0xff);
  }

  /**
   * Moves the position of a datagram that the proxy relayed to its payload.
   *
   * @return false if it is malformed, or a fragment, which nobody sends
   */
  static boolean skipHeader(ByteBuffer datagram) {
    if (datagram.remaining() < 5 || datagram.getShort() != 0 || datagram.get() != 0) {
      return false;
    }
    int addressBytes =
        switch (datagram.get()) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> 1 + (datagram.get(datagram.position()) & 0xff);
          default -> Integer.MAX_VALUE - 2;
        };
    if (datagram.remaining() < addressBytes + 2) {
      return false;
    }
    datagram.position(datagram.position() + addressBytes + 2);
    return true;
  }
}
