package dev.sluice.transport.http;

import java.io.IOException;

/** The remote's fault: an answer that breaks the rules of HTTP or our limits. */
public final class HttpException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes one whose message is one line for people. */
  public HttpException(String message) {
    super(message);
  }
}
