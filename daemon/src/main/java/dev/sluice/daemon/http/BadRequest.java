package dev.sluice.daemon.http;

import java.io.IOException;

/** The client sent what is no request, or too much of it. */
final class BadRequest extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  BadRequest(int status, String expected) {
    super(expected);
    this.status = status;
  }

  int status() {
    return status;
  }
}
