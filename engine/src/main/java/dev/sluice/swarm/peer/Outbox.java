package dev.sluice.swarm.peer;

import dev.sluice.model.BlockRef;
import dev.sluice.wire.PeerMessage;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits to be sent to one peer. The torrent puts in, the connection's writer takes out. */
final class Outbox {
  /**
   * Control messages that may wait: a full request window with its cancels, several times over. A
   * peer that leaves more unread is not reading at all.
   */
  static final int MAX_MESSAGES = 4096;

  /**
   * Blocks that may wait; more than the {@code reqq} we tell peers, so that only liars reach it.
   */
  static final int MAX_BLOCKS = 512;

  /** Taken at a time, so that other messages do not wait behind thousands of {@code have}. */
  static final int MAX_HAVES_AT_ONCE = 512;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<PeerMessage> messages = new ArrayDeque<>();

  /** The pieces to tell of: as many as the torrent has, however slowly the peer reads. */
  private final BitSet haves = new BitSet();

  private final ArrayDeque<BlockRef> blocks = new ArrayDeque<>();
  private boolean closed;

  boolean offer(PeerMessage message) {
    lock.lock();
    try {
      boolean isTaken = !closed && put(message);
      if (isTaken) {
        arrived.signal();
      }
      return isTaken;
    } finally {
      lock.unlock();
    }
  }

  private boolean put(PeerMessage message) {
    if (message instanceof PeerMessage.Have have) {
      haves.set(have.pieceIndex());
      return true;
    }
    return messages.size() < MAX_MESSAGES && messages.add(message);
  }

  /** Returns how many messages wait, beside those that tell of pieces. */
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
   * Waits until something is there, and moves all messages, some {@code have} behind them, and at
   * most {@code maxBlocks} blocks into the given lists; both stay empty when {@code timeoutNanos}
   * passed without anything to send.
   *
   * @return false once the outbox is closed
   */
  boolean take(
      List<PeerMessage> intoMessages, List<BlockRef> intoBlocks, int maxBlocks, long timeoutNanos)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = timeoutNanos;
      while (isEmpty() && !closed && nanos > 0) {
        nanos = arrived.awaitNanos(nanos);
      }
      intoMessages.addAll(messages);
      messages.clear();
      takeHaves(intoMessages);
      while (intoBlocks.size() < maxBlocks && !blocks.isEmpty()) {
        intoBlocks.add(blocks.remove());
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    return messages.isEmpty() && haves.isEmpty() && blocks.isEmpty();
  }

  private void takeHaves(List<PeerMessage> into) {
    int piece = haves.nextSetBit(0);
    for (int i = 0; i < MAX_HAVES_AT_ONCE && piece >= 0; i++) {
      into.add(new PeerMessage.Have(piece));
      haves.clear(piece);
      piece = haves.nextSetBit(piece + 1);
    }
  }

  /** How long a silent connection waits before it says that it lives: BEP 3's two minutes, less. */
  static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(100);
}
