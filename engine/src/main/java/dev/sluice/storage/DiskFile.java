package dev.sluice.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open file on disk. A lane has its own channels, so moving the position needs no care. */
final class DiskFile implements OpenFile {
  /**
   * How much one gathering write takes at most. The kernel makes the pages of its cache as large as
   * a write lets it; up to this size they come from lists of recently freed memory that each
   * processor keeps, beyond it from large blocks that on a virtual machine the host has to fault
   * in: a third of the time for the same GiB, docs/performance.md.
   */
  private static final int GATHERED_BYTES = 32 << 10;

  private final FileChannel reading;
  private final FileChannel writing;
  private final Closeable end;

  /** Takes a channel for both directions, or for reading alone. */
  DiskFile(FileChannel channel) {
    this(channel, channel, channel);
  }

  /**
   * Takes one file as two channels.
   *
   * @param end closes the file
   */
  DiskFile(FileChannel reading, FileChannel writing, Closeable end) {
    this.reading = reading;
    this.writing = writing;
    this.end = end;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    int read = 0;
    while (target.hasRemaining()) {
      int count = reading.read(target, position + read);
      if (count < 0) {
        break;
      }
      read += count;
    }
    return read;
  }

  @Override
  public void write(ByteBuffer[] sources, int count, long position) throws IOException {
    if (count == 1) {
      writeOne(sources[0], position);
      return;
    }
    writing.position(position);
    int first = 0;
    while (first < count) {
      writing.write(sources, first, fitting(sources, first, count));
      while (first < count && !sources[first].hasRemaining()) {
        first++;
      }
    }
  }

  /** Returns how many sources from {@code first} on leave with one system call: at least one. */
  private static int fitting(ByteBuffer[] sources, int first, int count) {
    int next = first + 1;
    long bytes = sources[first].remaining();
    while (next < count && bytes + sources[next].remaining() <= GATHERED_BYTES) {
      bytes += sources[next].remaining();
      next++;
    }
    return next - first;
  }

  private void writeOne(ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += writing.write(source, at);
    }
  }

  @Override
  public long size() throws IOException {
    return reading.size();
  }

  @Override
  public void truncate(long sizeBytes) throws IOException {
    writing.truncate(sizeBytes);
  }

  @Override
  public void force() throws IOException {
    writing.force(true);
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
