package dev.sluice.daemon.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks; a body, if it sent one, is not read.
 *
 * @param method as it came, such as {@code GET}
 * @param path decoded, beginning with {@code /}, without the query
 * @param headers values by their names in lower case; of several with one name the last
 * @param keepsAlive whether the client may ask again over the same connection
 */
public record HttpRequest(
    String method, String path, Map<String, String> headers, boolean keepsAlive) {
  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  /** Returns the value of a header, whatever its letters' case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Returns whether only the head of an answer is wanted. */
  public boolean isHead() {
    return method.equals("HEAD");
  }
}
