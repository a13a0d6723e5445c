package dev.sluice.daemon.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client is answered.
 *
 * @param status such as 206
 * @param headers by their names, in their order; {@code Content-Length} comes from the body
 * @param body what follows
 */
public record HttpResponse(int status, Map<String, String> headers, Body body) {
  private static final Body NOTHING = new Text(new byte[0]);

  public HttpResponse {
    headers = new LinkedHashMap<>(headers);
  }

  /** Returns an answer without a body. */
  public static HttpResponse empty(int status) {
    return new HttpResponse(status, Map.of(), NOTHING);
  }

  /** Returns an answer in words, encoded in UTF-8. */
  public static HttpResponse text(int status, String contentType, String text) {
    return new HttpResponse(
        status,
        Map.of("Content-Type", contentType + "; charset=utf-8"),
        new Text(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns this answer with one header more. */
  public HttpResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpResponse(status, more, body);
  }

  /** Returns the words that follow the status. */
  String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 204 -> "No Content";
      case 206 -> "Partial Content";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 416 -> "Range Not Satisfiable";
      case 421 -> "Misdirected Request";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> "Status " + status;
    };
  }

  private record Text(byte[] bytes) implements Body {
    @Override
    public long lengthBytes() {
      return bytes.length;
    }

    @Override
    public void writeTo(java.io.OutputStream out) throws java.io.IOException {
      out.write(bytes);
    }

    @Override
    public void close() {}
  }
}
