package dev.sluice.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Owned by one lane. */
public interface OpenFile extends Closeable {
  /**
   * Reads into {@code target} until it is full or the file ends.
   *
   * @return how many bytes were read, 0 at or behind the file's end
   */
  int read(ByteBuffer target, long position) throws IOException;

  /**
   * Writes all that remains in the first {@code count} buffers, one behind the other. Beyond the
   * file's end it grows; what lies between reads as zeros.
   */
  void write(ByteBuffer[] sources, int count, long position) throws IOException;

  /** Returns its length in bytes. */
  long size() throws IOException;

  /** Cuts off what lies behind {@code sizeBytes}; without effect on a shorter file. */
  void truncate(long sizeBytes) throws IOException;

  /** Returns once everything written to the file, through whatever handle, is on the device. */
  void force() throws IOException;

  @Override
  void close() throws IOException;
}
