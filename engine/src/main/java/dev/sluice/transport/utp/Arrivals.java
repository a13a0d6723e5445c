package dev.sluice.transport.utp;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What has come from the other side: puts packets in order, and knows what is missing.
 *
 * <p>Packets that came too early wait here, at most {@link #MAX_EARLY} of them and no more bytes
 * than the reader has room for; what is beyond that is dropped, as if the network had lost it.
 *
 * <p>Owned by its flow.
 */
final class Arrivals {
  /** How far a packet may be ahead; a power of two. */
  static final int MAX_EARLY = 1_024;

  private final StreamBuffer target;
  private final @Nullable ByteBuffer[] early = new @Nullable ByteBuffer[MAX_EARLY];
  private int ack;
  private int earlyCount;
  private int earlyBytes;
  private boolean knowsEnd;
  private int end;
  private boolean isIgnored;

  /** Puts bytes into {@code target}, in order. */
  Arrivals(StreamBuffer target) {
    this.target = target;
  }

  /** The packet before the first has the number {@code sequence}. */
  void beginBehind(int sequence) {
    ack = sequence;
  }

  /** Returns the last packet up to which nothing is missing. */
  int ack() {
    return ack;
  }

  /** Returns whether something came and one before it is missing. */
  boolean hasGaps() {
    return earlyCount > 0;
  }

  /** Returns for how many more bytes there is room. */
  int room() {
    return Math.max(0, (isIgnored ? target.capacity() : target.room()) - earlyBytes);
  }

  /** From now on nobody reads what comes. */
  void ignore() {
    isIgnored = true;
  }

  /** Returns what has come out of order. */
  SelectiveAck selectiveAck() {
    if (earlyCount == 0) {
      return SelectiveAck.NONE;
    }
    BitSet bits = new BitSet(MAX_EARLY);
    for (int ahead = 2, found = 0; found < earlyCount; ahead++) {
      if (early[slot(Sequence.plus(ack, ahead))] != null) {
        bits.set(ahead - 2);
        found++;
      }
    }
    return SelectiveAck.of(bits);
  }

  /**
   * A packet with bytes has come, perhaps not for the first time.
   *
   * @param payload [own]
   */
  void onData(int sequence, ByteBuffer payload) {
    if (isExpected(sequence) && payload.remaining() <= room()) {
      keep(sequence, payload);
      deliver();
    }
  }

  /** The packet has come that says that nothing follows. */
  void onEnd(int sequence) {
    if (isExpected(sequence) && !knowsEnd) {
      knowsEnd = true;
      end = sequence;
      keep(sequence, ByteBuffer.allocate(0));
      deliver();
    }
  }

  private boolean isExpected(int sequence) {
    int ahead = Sequence.distance(ack, sequence);
    return ahead > 0
        && ahead <= MAX_EARLY
        && early[slot(sequence)] == null
        && !(knowsEnd && Sequence.distance(end, sequence) > 0);
  }

  private void keep(int sequence, ByteBuffer payload) {
    early[slot(sequence)] = payload;
    earlyCount++;
    earlyBytes += payload.remaining();
  }

  private void deliver() {
    int next = slot(Sequence.plus(ack, 1));
    for (ByteBuffer payload = early[next]; payload != null; payload = early[next]) {
      early[next] = null;
      earlyCount--;
      earlyBytes -= payload.remaining();
      if (!isIgnored) {
        target.put(payload);
      }
      ack = Sequence.plus(ack, 1);
      next = slot(Sequence.plus(ack, 1));
    }
    if (knowsEnd && ack == end) {
      target.end();
    }
  }

  private static int slot(int sequence) {
    return sequence & (MAX_EARLY - 1);
  }
}
