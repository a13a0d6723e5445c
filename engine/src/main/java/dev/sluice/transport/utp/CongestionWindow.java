package dev.sluice.transport.utp;

import dev.sluice.model.Bep;

/**
 * How much may be under way: LEDBAT (RFC 6817, BEP 29).
 *
 * <p>It grows while packets wait less than 100 ms in queues and shrinks when they wait longer, so
 * that others who use the line notice nothing. Lost packets halve it, as they do for TCP. At first,
 * and after a silence, it doubles with each round trip until something says that it is enough.
 *
 * <p>Owned by its flow.
 */
@Bep(29)
final class CongestionWindow {
  /** What we may add to the queues of others. */
  static final int TARGET_MICROS = 100_000;

  /** The most that it grows in a round trip outside of the beginning; what libtorrent takes. */
  private static final int GAIN_BYTES = 3_000;

  /** Packets at the beginning (RFC 3390). */
  private static final int FIRST_PACKETS = 4;

  /** More would not be used: sequence numbers, and what others have room for, end below it. */
  private static final double MAX_BYTES = 4 << 20;

  private final int packetBytes;
  private double bytes;
  private double enoughBytes = MAX_BYTES;
  private boolean doubling = true;

  /** Begins; it never falls below {@code packetBytes}. */
  CongestionWindow(int packetBytes) {
    this.packetBytes = packetBytes;
    this.bytes = FIRST_PACKETS * packetBytes;
  }

  /** Returns how much may be under way. */
  int bytes() {
    return (int) bytes;
  }

  /**
   * Something arrived.
   *
   * @param ackedBytes how much
   * @param queueingMicros how long packets stand in queues now
   * @param wasFull whether all that was allowed was under way; if not, more is no use
   */
  void onAcked(int ackedBytes, int queueingMicros, boolean wasFull) {
    double offTarget = (double) (TARGET_MICROS - queueingMicros) / TARGET_MICROS;
    if (doubling && (offTarget <= 0 || bytes >= enoughBytes)) {
      doubling = false;
    }
    if (!wasFull && offTarget > 0) {
      return;
    }
    double growth =
        doubling ? ackedBytes : GAIN_BYTES * Math.max(-1, offTarget) * ackedBytes / bytes;
    become(bytes + growth);
  }

  /** A packet was lost, the first of its round trip. */
  void onLost() {
    become(bytes / 2);
    enoughBytes = bytes;
    doubling = false;
  }

  /** Nothing was heard at all. */
  void onTimeout() {
    enoughBytes = Math.max(bytes / 2, 2 * packetBytes);
    become(packetBytes);
    doubling = true;
  }

  private void become(double newBytes) {
    bytes = Math.max(packetBytes, Math.min(MAX_BYTES, newBytes));
  }
}
