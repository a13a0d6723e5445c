package dev.sluice.model;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A server through which everything goes that goes out.
 *
 * @param kind what it speaks
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 * @param login who we are to it; empty if it does not ask
 */
public record Proxy(Kind kind, String host, int port, Optional<Login> login) {
  /** SOCKS 5 gives a name and a password one byte of length each. */
  private static final int MAX_LOGIN_BYTES = 255;

  /** What a proxy speaks. */
  public enum Kind {
    /** SOCKS 5 (RFC 1928), for TCP and UDP. */
    SOCKS5,
    /** The CONNECT method of HTTP, for TCP alone. */
    HTTP
  }

  /**
   * A name and a password, 1 to 255 bytes each in UTF-8.
   *
   * @param user without a colon
   * @param password secret: never printed
   */
  public record Login(String user, String password) {
    public Login {
      if (!fits(user) || !fits(password) || user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("a user name and a password have 1 to 255 bytes each");
      }
    }

    private static boolean fits(String text) {
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      return length >= 1 && length <= MAX_LOGIN_BYTES;
    }

    @Override
    public String toString() {
      return user + ":***";
    }
  }

  /**
   * Reads {@code socks5://[USER:PASSWORD@]HOST:PORT} or {@code http://...}; in the name and the
   * password, other characters than letters and digits may be escaped as in URLs.
   *
   * @throws IllegalArgumentException if it is anything else; the message does not repeat it, for it
   *     may hold a password
   */
  public static Proxy parse(String text) {
    URI uri = uri(text);
    Kind kind =
        switch (String.valueOf(uri.getScheme())) {
          case "socks5", "socks5h" -> Kind.SOCKS5;
          case "http" -> Kind.HTTP;
          default -> throw malformed();
        };
    String host = uri.getHost();
    String path = String.valueOf(uri.getRawPath());
    if (host == null || uri.getPort() < 1 || uri.getPort() > 0xffff || path.length() > 1) {
      throw malformed();
    }
    String plainHost = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new Proxy(
        kind,
        plainHost,
        uri.getPort(),
        Optional.ofNullable(uri.getRawUserInfo()).map(Proxy::login));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw malformed();
    }
  }

  private static Login login(String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon < 0) {
      throw malformed();
    }
    return new Login(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
  }

  private static String decoded(String escaped) {
    try {
      return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every JVM knows UTF-8", e);
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "write socks5://[USER:PASSWORD@]HOST:PORT or http://[USER:PASSWORD@]HOST:PORT");
  }

  /** Returns it as one writes it, without the login. */
  @Override
  public String toString() {
    String address = host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    return (kind == Kind.SOCKS5 ? "socks5://" : "http://") + address;
  }
}
