package dev.sluice.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open file on disk. A lane has its own channel, so moving the position needs no care. */
final class DiskFile implements OpenFile {
  private final FileChannel channel;

  DiskFile(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    int read = 0;
    while (target.hasRemaining()) {
      int count = channel.read(target, position + read);
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
    channel.position(position);
    int first = 0;
    while (first < count) {
      channel.write(sources, first, count - first);
      while (first < count && !sources[first].hasRemaining()) {
        first++;
      }
    }
  }

  private void writeOne(ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += channel.write(source, at);
    }
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void truncate(long sizeBytes) throws IOException {
    channel.truncate(sizeBytes);
  }

  @Override
  public void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
