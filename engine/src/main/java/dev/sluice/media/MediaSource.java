package dev.sluice.media;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a file, some of which may still have to come. */
public interface MediaSource {
  /** Returns how many there are. */
  long lengthBytes();

  /**
   * Fills {@code target} with the bytes from {@code position} on, waiting for them.
   *
   * @param position so that {@code target} fits into the file behind it
   */
  void read(long position, ByteBuffer target) throws IOException;
}
