package dev.sluice.metainfo;

/**
 * Says in one sentence, meant for the user, why a .torrent file, an info dictionary or a magnet
 * link cannot be used.
 */
public final class MetainfoException extends Exception {
  private static final long serialVersionUID = 1;

  MetainfoException(String message) {
    super(message);
  }

  MetainfoException(String message, Throwable cause) {
    super(message, cause);
  }
}
