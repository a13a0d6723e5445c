package dev.sluice.simulation;

import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection, as TCP gives it: bytes arrive in order or not at all, cut
 * anywhere, and only so many may be under way.
 *
 * <pre>
 *   source -> sender's line out -> latency -> receiver's line in -> target
 * </pre>
 */
final class Pipe {
  /** What may be under way at most: the socket buffers of both ends. */
  private static final int MAX_WINDOW_BYTES = 256 * 1024;

  private static final int MIN_WINDOW_BYTES = 32 * 1024;

  /** One sender fills no more than a quarter of a second of the receiver's line, as TCP learns. */
  private static final int WINDOWS_PER_SECOND = 4;

  private static final int MAX_SEGMENT_BYTES = 16 * 1024;

  private final Network network;
  private final VirtualTime time;
  private final Random random;
  private final Place from;
  private final Place to;
  private final long latencyNanos;
  private final long windowBytes;
  private final Source source;
  private final Target target;
  private @Nullable ByteBuffer leaving;
  private boolean queued;
  private boolean finishing;
  private boolean finished;
  private int underWayBytes;

  /** When the last segment gets there: those behind do not overtake it. */
  private long arrivesNanos;

  /** Something was lost: a stream with a hole must not go on. */
  private boolean cut;

  /** Where the bytes come from. */
  interface Source {
    /** Returns the next bytes, or null when there are none now; {@link Pipe#wake} asks again. */
    @Nullable ByteBuffer next();

    /** The bytes last returned have left. */
    void onLeft();
  }

  /** Where the bytes go. */
  interface Target {
    /** Bytes are here; {@code taken} is called once they are read, and makes room for others. */
    void arrive(ByteBuffer bytes, Runnable taken);

    /** The other side has ended the stream. */
    void end();
  }

  Pipe(Network network, Place from, Place to, Source source, Target target) {
    this.network = network;
    this.time = network.time();
    this.random = network.random();
    this.from = from;
    this.to = to;
    this.latencyNanos = network.latencyNanos(from, to);
    this.windowBytes =
        Math.clamp(
            to.in().bytesPerSecond() / WINDOWS_PER_SECOND, MIN_WINDOW_BYTES, MAX_WINDOW_BYTES);
    this.source = source;
    this.target = target;
  }

  /** Asks for a turn, if there is room under way. */
  void wake() {
    if (!queued && !finished && underWayBytes < windowBytes) {
      queued = true;
      from.out().queue(this);
    }
  }

  /** Sends nothing more; the end of the stream follows what is under way. */
  void finish() {
    finishing = true;
    leaving = null;
    wake();
  }

  /** Returns what leaves in this turn, or null if nothing does. */
  Line.@Nullable Segment turn() {
    queued = false;
    if (finishing) {
      boolean first = !finished;
      finished = true;
      return first ? new Line.Segment(null) : null;
    }
    ByteBuffer bytes = leaving == null ? source.next() : leaving;
    if (bytes == null) {
      return null;
    }
    int length = Math.min(bytes.remaining(), 1 + random.nextInt(MAX_SEGMENT_BYTES));
    ByteBuffer part = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    network.passed(this, part);
    underWayBytes += length;
    leaving = bytes.hasRemaining() ? bytes : null;
    if (leaving == null) {
      source.onLeft();
    }
    return new Line.Segment(part);
  }

  /** The segment has passed the line out. */
  void departed(Line.Segment segment) {
    wake();
    long now = time.elapsedNanos();
    arrivesNanos = Math.max(arrivesNanos, now + latencyNanos + network.nextJitterNanos());
    time.after(arrivesNanos - now, () -> to.in().admit(segment, () -> arrived(segment)));
  }

  private void arrived(Line.Segment segment) {
    cut |= from.isCutOff() || to.isCutOff();
    if (cut) {
      return;
    }
    if (segment.content() == null) {
      target.end();
    } else {
      target.arrive(segment.content(), () -> taken(segment));
    }
  }

  private void taken(Line.Segment segment) {
    underWayBytes -= segment.payloadBytes();
    wake();
  }
}
