package dev.sluice.tracker;

import dev.sluice.transport.http.Origin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads announce URLs as they stand in torrents and magnet links: untrusted and often sloppy. */
public final class TrackerUrl {
  /** Longer than any passkey needs. */
  private static final int MAX_CHARS = 2048;

  /** What may stand in a path and query as it is; anything else is escaped. */
  private static final String LEGAL = "-._~!$&'()*+,;=:@/?";

  private TrackerUrl() {}

  /**
   * Returns the URL in one canonical form: scheme and host in lower case, the host in ASCII (IDNA),
   * so that nobody mistakes a look-alike; characters that a URI must not have are escaped; the
   * fragment is gone. Any scheme is kept: {@link Trackers} refuses those it does not speak, by
   * name.
   *
   * @return empty if it is too long, has no host, or carries a user name
   */
  public static Optional<URI> parse(String url) {
    String text = url.strip();
    int slashes = text.indexOf("://");
    if (text.length() > MAX_CHARS
        || slashes < 1
        || !text.substring(0, slashes).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      return Optional.empty();
    }
    String scheme = text.substring(0, slashes).toLowerCase(Locale.ROOT);
    String behind = text.substring(slashes + 3);
    int end = authorityEnd(behind);
    return canonicalAuthority(behind.substring(0, end))
        .map(authority -> URI.create(scheme + "://" + authority + escaped(behind.substring(end))));
  }

  private static int authorityEnd(String behind) {
    int end = 0;
    while (end < behind.length() && "/?#".indexOf(behind.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static Optional<String> canonicalAuthority(String authority) {
    int anyPort = 1;
    boolean namesPort = authority.matches(".*:[0-9]+");
    return Origin.parse(authority, anyPort)
        .map(Origin::toString)
        .map(text -> namesPort ? text : text.substring(0, text.lastIndexOf(':')));
  }

  private static String escaped(String text) {
    int hash = text.indexOf('#');
    String shown = hash < 0 ? text : text.substring(0, hash);
    StringBuilder escaped = new StringBuilder(shown.length());
    for (byte b : shown.getBytes(StandardCharsets.UTF_8)) {
      boolean legal = isAlphanumeric(b) || LEGAL.indexOf(b) >= 0;
      // A percent sign is taken for an escape; a stray one is repaired below.
      escaped.append(
          legal || b == '%'
              ? String.valueOf((char) b)
              : String.format(Locale.ROOT, "%%%02X", b & 0xff));
    }
    return escaped.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
  }

  private static boolean isAlphanumeric(int b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
  }
}
