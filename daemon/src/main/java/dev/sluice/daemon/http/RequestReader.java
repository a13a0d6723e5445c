package dev.sluice.daemon.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the heads of requests from a connection (RFC 9112, without bodies).
 *
 * <p>Not safe for use by two threads at once.
 */
final class RequestReader {
  /** One line at most; players send a few hundred bytes, browsers some cookies. */
  private static final int MAX_LINE_BYTES = 8192;

  private static final int MAX_HEADERS = 100;

  private final InputStream in;

  RequestReader(InputStream in) {
    this.in = new BufferedInputStream(in, 2 * MAX_LINE_BYTES);
  }

  /** Waits for the next byte without taking it; returns whether there is one. */
  boolean hasMore() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return false;
    }
    in.reset();
    return true;
  }

  /**
   * Returns the next request; empty at the end of the connection.
   *
   * @throws BadRequest if it is none, or too long
   */
  Optional<HttpRequest> next() throws IOException {
    if (!hasMore()) {
      return Optional.empty();
    }
    List<String> words = List.of(line().split(" ", -1));
    if (words.size() != 3 || !words.get(2).startsWith("HTTP/1.")) {
      throw new BadRequest(400, "a request line of HTTP/1");
    }
    Map<String, String> headers = headers();
    if (headers.containsKey("transfer-encoding")
        || !headers.getOrDefault("content-length", "0").equals("0")) {
      throw new BadRequest(400, "a request without a body");
    }
    boolean keepsAlive = keepsAlive(words.get(2), headers.getOrDefault("connection", ""));
    return Optional.of(new HttpRequest(words.get(0), path(words.get(1)), headers, keepsAlive));
  }

  private static boolean keepsAlive(String version, String connection) {
    String wish = connection.toLowerCase(Locale.ROOT);
    return version.equals("HTTP/1.0") ? wish.contains("keep-alive") : !wish.contains("close");
  }

  private static String path(String target) throws BadRequest {
    String path = target.split("[?#]", 2)[0];
    if (!path.startsWith("/")) {
      throw new BadRequest(400, "a path that begins with /");
    }
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadRequest(400, "a path in percent-encoding");
    }
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i <= MAX_HEADERS; i++) {
      String line = line();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new BadRequest(400, "headers of the form 'name: value'");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    throw new BadRequest(431, "at most " + MAX_HEADERS + " headers");
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new BadRequest(400, "a whole request");
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw new BadRequest(431, "lines of at most " + MAX_LINE_BYTES + " bytes");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
