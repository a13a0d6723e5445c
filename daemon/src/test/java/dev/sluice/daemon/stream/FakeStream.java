package dev.sluice.daemon.stream;

import dev.sluice.api.FileStream;
import dev.sluice.api.StreamView;
import dev.sluice.metainfo.FileEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A file whose bytes are here up to some point; reads beyond wait for ever, or for a close. */
final class FakeStream implements FileStream {
  private final FileEntry file;
  private final byte[] bytes;
  private final int here;
  private final Set<Reader> open = ConcurrentHashMap.newKeySet();

  FakeStream(FileEntry file, byte[] bytes, int here) {
    this.file = file;
    this.bytes = bytes.clone();
    this.here = here;
  }

  /** Returns how many readers are not closed. */
  int openReaders() {
    return open.size();
  }

  @Override
  public FileEntry file() {
    return file;
  }

  @Override
  public SeekableByteChannel open() {
    Reader reader = new Reader();
    open.add(reader);
    return reader;
  }

  @Override
  public StreamView view() {
    return new StreamView(List.of(), Optional.empty(), 0, false, Optional.empty(), false);
  }

  @Override
  public void close() {}

  private final class Reader implements SeekableByteChannel {
    private final CountDownLatch closed = new CountDownLatch(1);
    private int position;

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (position >= bytes.length) {
        return -1;
      }
      if (position >= here) {
        awaitClose();
      }
      int count = Math.min(target.remaining(), here - position);
      target.put(bytes, position, count);
      position += count;
      return count;
    }

    private void awaitClose() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new AsynchronousCloseException();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      position = (int) newPosition;
      return this;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public boolean isOpen() {
      return closed.getCount() > 0;
    }

    @Override
    public void close() {
      closed.countDown();
      open.remove(this);
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }
  }
}
