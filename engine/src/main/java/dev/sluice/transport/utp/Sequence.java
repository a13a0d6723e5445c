package dev.sluice.transport.utp;

/** Arithmetic of sequence numbers: sixteen bits, and behind the last comes the first. */
final class Sequence {
  private static final int MASK = 0xffff;

  private Sequence() {}

  /** Returns the number {@code count} behind {@code sequence}, or before it if negative. */
  static int plus(int sequence, int count) {
    return (sequence + count) & MASK;
  }

  /** Returns how far {@code to} is behind {@code from}, -32,768 to 32,767: the shorter way. */
  static int distance(int from, int to) {
    return (short) (to - from);
  }
}
