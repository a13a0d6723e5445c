package dev.sluice.transport.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A complete answer, its body decoded. */
public final class HttpResponse {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * Makes an answer.
   *
   * @param status from 100 to 999
   * @param headers values by lower-case name
   * @param body [own] the decoded bytes
   */
  public HttpResponse(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /** Returns the status code, 200 for success. */
  public int status() {
    return status;
  }

  /** Returns the value of a header, whatever the case of {@code name}. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Returns the decoded body; the caller's from then on, so ask once. */
  public byte[] body() {
    return body;
  }
}
