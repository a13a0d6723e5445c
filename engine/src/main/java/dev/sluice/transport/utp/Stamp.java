package dev.sluice.transport.utp;

/**
 * What a packet says anew whenever it is sent, be it for the second time.
 *
 * @param timestampMicros the sender's clock, modulo 2^32
 * @param delayMicros how long the last packet from the other side seemed to be under way: the
 *     difference of the two clocks is in it; 0 if none has come
 * @param windowBytes how much the sender has room for, 0 to 2^32 - 1
 * @param ack the last packet up to which nothing is missing
 */
record Stamp(int timestampMicros, int delayMicros, long windowBytes, int ack) {
  /** Returns a clock as packets carry it. */
  static int micros(long nowNanos) {
    return (int) (nowNanos / 1_000);
  }
}
