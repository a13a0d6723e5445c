package dev.sluice.transport.portmap;

import java.io.IOException;

/** The gateway refuses, or does not speak as it should. */
final class PortMapException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes one whose message is one line for people. */
  PortMapException(String message) {
    super(message);
  }
}
