package dev.sluice.testkit;

import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two ends of one connection, without a network: what is written at one end is read at the other,
 * at most a few bytes at a time when a test wants it so. All that was written is kept for tests to
 * look at.
 */
public final class Wire {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int maxBytesPerRead;
  private final End left = new End(1);
  private final End right = new End(2);

  private Wire(int maxBytesPerRead) {
    this.maxBytesPerRead = maxBytesPerRead;
  }

  /** Returns a wire over which everything arrives as it was written. */
  public static Wire whole() {
    return new Wire(Integer.MAX_VALUE);
  }

  /** Returns a wire over which a read finds at most {@code bytes}. */
  public static Wire inPiecesOf(int bytes) {
    return new Wire(bytes);
  }

  /** Returns one end. */
  public End left() {
    return left;
  }

  /** Returns the other end. */
  public End right() {
    return right;
  }

  /** One end of the wire. */
  public final class End implements Connection {
    private final int port;
    private ByteBuffer written = ByteBuffer.allocate(1 << 20);
    private int readByOther;
    private boolean closed;

    private End(int port) {
      this.port = port;
    }

    private End other() {
      return this == left ? right : left;
    }

    /** Returns all that was written at this end, as it travelled. */
    public byte[] written() {
      lock.lock();
      try {
        byte[] bytes = new byte[written.position()];
        written.get(0, bytes);
        return bytes;
      } finally {
        lock.unlock();
      }
    }

    /** Waits until so many bytes were written at this end, and returns all. */
    public byte[] awaitWritten(int bytes) throws InterruptedException {
      lock.lock();
      try {
        while (written.position() < bytes) {
          changed.await();
        }
      } finally {
        lock.unlock();
      }
      return written();
    }

    /** Returns whether this end was closed. */
    public boolean isClosed() {
      lock.lock();
      try {
        return closed;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public PeerAddress remote() {
      return new PeerAddress(InetAddress.getLoopbackAddress(), other().port);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return (int) read(target, ByteBuffer.allocate(0));
    }

    @Override
    public long read(ByteBuffer first, ByteBuffer second) throws IOException {
      lock.lock();
      try {
        while (!closed && !other().closed && other().unread() == 0) {
          changed.await();
        }
        if (closed) {
          throw new IOException("closed");
        }
        if (other().unread() == 0) {
          return -1;
        }
        int count = other().move(first, maxBytesPerRead);
        return (long) count + other().move(second, maxBytesPerRead - count);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        lock.unlock();
      }
    }

    private int unread() {
      return written.position() - readByOther;
    }

    private int move(ByteBuffer target, int maxBytes) {
      int count = Math.min(maxBytes, Math.min(target.remaining(), unread()));
      target.put(written.slice(readByOther, count));
      readByOther += count;
      return count;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
      lock.lock();
      try {
        if (closed || other().closed) {
          throw new IOException("closed");
        }
        while (source.remaining() > written.remaining()) {
          written = ByteBuffer.allocate(2 * written.capacity()).put(written.flip());
        }
        written.put(source);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        closed = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
