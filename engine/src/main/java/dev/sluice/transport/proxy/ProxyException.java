package dev.sluice.transport.proxy;

import java.io.IOException;

/** The proxy refuses, or does not speak as it should. */
public final class ProxyException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes one whose message is one line for people. */
  ProxyException(String message) {
    super(message);
  }
}
