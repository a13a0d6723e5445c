package dev.sluice.transport.mse;

import java.io.IOException;

/** The remote's fault: what came is no obfuscated handshake, or one that breaks our limits. */
public final class MseException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes one whose message is one line for people. */
  MseException(String message) {
    super(message);
  }
}
