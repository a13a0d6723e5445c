package dev.sluice.swarm.peer;

import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection without a network: a test puts in what the peer says and sees what was said to it.
 */
final class PipeConnection implements Connection {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private ByteBuffer incoming = ByteBuffer.allocate(0);
  private boolean finished;
  private boolean closed;

  @Override
  public PeerAddress remote() {
    return new PeerAddress(InetAddress.getLoopbackAddress(), 7);
  }

  /** The peer says this. */
  void say(byte[] bytes) {
    with(() -> {
      ByteBuffer more = ByteBuffer.allocate(incoming.remaining() + bytes.length);
      incoming = more.put(incoming).put(bytes).flip();
    });
  }

  /** The peer says no more. */
  void finish() {
    with(() -> finished = true);
  }

  /** Returns what was said to the peer, once it is as many bytes; waits for them. */
  byte[] awaitWritten(int bytes) throws InterruptedException {
    lock.lock();
    try {
      while (written.size() < bytes) {
        changed.await();
      }
      return written.toByteArray();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void with(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return (int) read(target, ByteBuffer.allocate(0));
  }

  @Override
  public long read(ByteBuffer first, ByteBuffer second) throws IOException {
    lock.lock();
    try {
      while (!closed && !finished && !incoming.hasRemaining()) {
        changed.await();
      }
      if (closed) {
        throw new IOException("closed");
      }
      if (!incoming.hasRemaining()) {
        return -1;
      }
      return (long) move(first) + move(second);
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private int move(ByteBuffer target) {
    int count = Math.min(target.remaining(), incoming.remaining());
    target.put(incoming.slice(incoming.position(), count));
    incoming.position(incoming.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    if (isClosed()) {
      throw new IOException("closed");
    }
    with(() -> written.writeBytes(bytes));
  }

  @Override
  public void close() {
    with(() -> closed = true);
  }
}
