package dev.sluice.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open file on disk. A lane has its own channels, so moving the position needs no care. */
final class DiskFile implements OpenFile {
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
      writing.write(sources, first, count - first);
      while (first < count && !sources[first].hasRemaining()) {
        first++;
      }
    }
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
