package dev.sluice.transport.http;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Whom a URI says to connect to.
 *
 * @param host in ASCII and lower case; an IPv6 literal without brackets
 * @param port from 1 to 65535
 */
public record Origin(String host, int port) {
  /** The longest name that DNS can hold. */
  private static final int MAX_HOST_CHARS = 253;

  /**
   * Returns the origin of {@code uri}; empty unless it names a host and a port.
   *
   * <p>Reads the authority itself: {@link URI#getHost} knows no underscores, which real hosts have.
   *
   * @param defaultPort for a URI without one; 0 if there is none
   */
  public static Optional<Origin> of(URI uri, int defaultPort) {
    return Optional.ofNullable(uri.getRawAuthority())
        .flatMap(authority -> parse(authority, defaultPort));
  }

  /**
   * Returns the origin that the part of a URL between {@code ://} and the path names; empty unless
   * it has a host and a port. User names and passwords are refused: nobody means them here, and
   * they disguise hosts.
   *
   * @param defaultPort for one without a port; 0 if there is none
   */
  public static Optional<Origin> parse(String authority, int defaultPort) {
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    return asciiHost(host)
        .flatMap(ascii -> port(port, defaultPort).map(number -> new Origin(ascii, number)));
  }

  private static Optional<String> asciiHost(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      String literal = host.substring(1, host.length() - 1);
      return IpLiteral.parse(literal).map(InetAddress::getHostAddress);
    }
    try {
      String ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
      boolean plain = !ascii.isEmpty() && ascii.length() <= MAX_HOST_CHARS;
      return plain && ascii.chars().allMatch(Origin::isHostChar)
          ? Optional.of(ascii)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isHostChar(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
  }

  private static Optional<Integer> port(String digits, int defaultPort) {
    if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int port = digits.isEmpty() ? defaultPort : Integer.parseInt(digits);
    return port >= 1 && port <= 0xffff ? Optional.of(port) : Optional.empty();
  }

  /** Returns {@code host:port}, with brackets around an IPv6 literal. */
  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
