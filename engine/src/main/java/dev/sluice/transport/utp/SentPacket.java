package dev.sluice.transport.utp;

/** A packet that is not yet known to have arrived. Owned by its {@link Flight}. */
final class SentPacket {
  final int sequence;

  /** The whole datagram. */
  final byte[] datagram;

  /** Whether it is to find out if its size passes. */
  final boolean isProbe;

  /** When it was sent last. */
  long sentNanos;

  /** Which transmission of the flow its last one was. */
  long ordinal;

  int transmissions;

  /** Whether it has arrived, before one in front of it. */
  boolean hasArrived;

  /** Whether it is given up and to be sent again. */
  boolean isLost;

  SentPacket(int sequence, byte[] datagram, boolean isProbe) {
    this.sequence = sequence;
    this.datagram = datagram;
    this.isProbe = isProbe;
  }

  /** Returns whether it may be on its way just now. */
  boolean isUnderWay() {
    return transmissions > 0 && !hasArrived && !isLost;
  }
}
