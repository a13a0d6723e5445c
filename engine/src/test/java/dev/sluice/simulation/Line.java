package dev.sluice.simulation;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a computer's way to the network: bytes pass one behind the other, at its rate.
 *
 * <p>On the way out, the connections that have something to send take turns.
 */
final class Line {
  /** Faster than any scenario needs: 100 MB/s. */
  static final long FAST = 100_000_000;

  private final VirtualTime time;
  private final long bytesPerSecond;
  private final ArrayDeque<Pipe> turns = new ArrayDeque<>();
  private boolean busy;
  private long freeAtNanos;

  Line(VirtualTime time, long bytesPerSecond) {
    this.time = time;
    this.bytesPerSecond = bytesPerSecond;
  }

  long bytesPerSecond() {
    return bytesPerSecond;
  }

  private long nanos(int bytes) {
    return bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
  }

  /** Queues a connection for its turn on the way out. */
  void queue(Pipe pipe) {
    turns.add(pipe);
    if (!busy && turns.size() == 1) {
      time.after(0, this::serve);
    }
  }

  private void serve() {
    while (!busy && !turns.isEmpty()) {
      Pipe pipe = turns.remove();
      Segment segment = pipe.turn();
      if (segment != null) {
        busy = true;
        time.after(nanos(segment.bytes()), () -> departed(pipe, segment));
      }
    }
  }

  private void departed(Pipe pipe, Segment segment) {
    busy = false;
    pipe.departed(segment);
    serve();
  }

  /** Lets a segment pass on the way in, behind those before it. */
  void admit(Segment segment, Runnable arrival) {
    long now = time.elapsedNanos();
    freeAtNanos = Math.max(now, freeAtNanos) + nanos(segment.bytes());
    time.after(freeAtNanos - now, arrival);
  }

  /**
   * Bytes that travel together.
   *
   * @param content null for the end of the stream
   */
  record Segment(java.nio.@Nullable ByteBuffer content) {
    /** Bytes of packet headers that travel along. */
    private static final int OVERHEAD_BYTES = 40;

    int bytes() {
      return OVERHEAD_BYTES + (content == null ? 0 : content.remaining());
    }

    int payloadBytes() {
      return content == null ? 0 : content.remaining();
    }
  }
}
