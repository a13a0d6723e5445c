package dev.sluice.media;

import java.io.IOException;

/** A file is not what it says it is, or wants more of us than any film does. */
public final class MediaException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Says what was wrong.
   *
   * @param position where, in the file
   * @param expected what should have been there
   */
  MediaException(long position, String expected) {
    super("at byte " + position + ": expected " + expected);
  }
}
