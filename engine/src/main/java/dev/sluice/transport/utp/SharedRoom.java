package dev.sluice.transport.utp;

import java.util.Collection;

/**
 * The room for bytes that nobody has read, shared by all connections: each may hold what it holds,
 * and an equal part of what is free besides. So together they never hold more than there is,
 * whoever came first and whoever does not read. Owned by the uTP actor.
 *
 * <pre>
 *   |  held by A  | free / 3 |
 *   | B | free / 3 |
 *   | C held | free / 3 |
 * </pre>
 */
final class SharedRoom {
  private final int totalBytes;
  private final int mostBytes;

  /** Shares {@code totalBytes}, of which nobody gets more than {@code mostBytes}. */
  SharedRoom(int totalBytes, int mostBytes) {
    this.totalBytes = totalBytes;
    this.mostBytes = mostBytes;
  }

  /** Gives each its part of what is free now. */
  void share(Collection<StreamBuffer> buffers) {
    if (buffers.isEmpty()) {
      return;
    }
    int partBytes = freeBytes(buffers) / buffers.size();
    for (StreamBuffer buffer : buffers) {
      buffer.allow(partBytes, mostBytes);
    }
  }

  /** Returns the part of one that joins these. */
  int forOneMore(Collection<StreamBuffer> buffers) {
    return Math.min(mostBytes, freeBytes(buffers) / (buffers.size() + 1));
  }

  private int freeBytes(Collection<StreamBuffer> buffers) {
    int freeBytes = totalBytes;
    for (StreamBuffer buffer : buffers) {
      freeBytes -= buffer.size();
    }
    return Math.max(0, freeBytes);
  }
}
