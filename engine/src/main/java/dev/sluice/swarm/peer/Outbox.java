package dev.sluice.swarm.peer;

import dev.sluice.model.BlockRef;
import dev.sluice.wire.PeerMessage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits to be sent to one peer. The torrent puts in, the connection's writer takes out. */
final class Outbox {
  /**
   * Control messages that may wait: a full request window with its cancels, and a burst of {@code
   * have}. A peer that leaves more unread is not reading at all.
   */
  static final int MAX_MESSAGES = 4096;

  /**
   * Blocks that may wait; more than the {@code reqq} we tell peers, so that only liars reach it.
   */
  static final int MAX_BLOCKS = 512;

  /**
   * So many waiting messages leave room for no more {@code have}: they are hints, and a slow peer
   * can do without; without the others it could not.
   */
  static final int MAX_MESSAGES_BEFORE_HAVE = MAX_MESSAGES / 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<PeerMessage> messages = new ArrayDeque<>();
  private final ArrayDeque<BlockRef> blocks = new ArrayDeque<>();
  private boolean closed;

  boolean offer(PeerMessage message) {
    lock.lock();
    try {
      if (closed || messages.size() >= MAX_MESSAGES) {
        return false;
      }
      if (message instanceof PeerMessage.Have && messages.size() >= MAX_MESSAGES_BEFORE_HAVE) {
        return true;
      }
      messages.add(message);
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many messages wait. */
  int messages() {
    lock.lock();
    try {
      return messages.size();
    } finally {
      lock.unlock();
    }
  }

  boolean offer(BlockRef block) {
    lock.lock();
    try {
      if (closed || blocks.size() >= MAX_BLOCKS) {
        return false;
      }
      blocks.add(block);
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  boolean cancel(BlockRef block) {
    lock.lock();
    try {
      return blocks.remove(block);
    } finally {
      lock.unlock();
    }
  }

  List<BlockRef> cancelBlocks() {
    lock.lock();
    try {
      List<BlockRef> cancelled = List.copyOf(blocks);
      blocks.clear();
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until something is there, and moves all messages and at most {@code maxBlocks} blocks
   * into the given lists; both stay empty when {@code timeoutNanos} passed without anything to
   * send.
   *
   * @return false once the outbox is closed
   */
  boolean take(
      List<PeerMessage> intoMessages, List<BlockRef> intoBlocks, int maxBlocks, long timeoutNanos)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = timeoutNanos;
      while (messages.isEmpty() && blocks.isEmpty() && !closed && nanos > 0) {
        nanos = arrived.awaitNanos(nanos);
      }
      intoMessages.addAll(messages);
      messages.clear();
      while (intoBlocks.size() < maxBlocks && !blocks.isEmpty()) {
        intoBlocks.add(blocks.remove());
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** How long a silent connection waits before it says that it lives: BEP 3's two minutes, less. */
  static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(100);
}
