package dev.sluice.transport.utp;

import org.jspecify.annotations.Nullable;

/**
 * What is on its way to the other side, and how much of it there may be: hears what has arrived,
 * finds out what was lost, and lets the window grow and shrink.
 *
 * <p>Owned by its flow.
 */
final class Outflow {
  /** Acknowledgements of the same packet that mean that the next one is lost. */
  private static final int DUPLICATE_ACKS = 3;

  /** A probe needs company: what comes behind it shows that it was lost. */
  private static final int PROBE_COMPANY = 4;

  private final Flight flight;
  private final MtuSearch mtu;
  private final RoundTrip roundTrip = new RoundTrip();
  private final DelayHistory delays = new DelayHistory();
  private final CongestionWindow window = new CongestionWindow(MtuSearch.SURE_BYTES);
  private long theirWindowBytes;
  private boolean probing;
  private int timeouts;
  private int duplicates;

  /** Since when an acknowledgement is waited for. */
  private long waitingNanos;

  private long sentNanos;

  /** The last transmission before the window was cut; losses of before count no more. */
  private long cutOrdinal;

  /** While an acknowledgement is looked at: what is new in it, and when it came. */
  private int ackedBytes;

  private long nowNanos;

  /** Begins with nothing sent; {@code firstSequence} is the number of the first packet. */
  Outflow(int firstSequence, MtuSearch mtu) {
    this.flight = new Flight(firstSequence);
    this.mtu = mtu;
  }

  /** Returns the number that the next packet gets. */
  int nextSequence() {
    return flight.next();
  }

  /** Returns the number of the oldest packet that is not acknowledged. */
  int oldestSequence() {
    return flight.oldest();
  }

  /** Returns whether all that was sent has arrived. */
  boolean isEmpty() {
    return flight.isEmpty();
  }

  /** Returns whether another packet can be kept. */
  boolean hasRoom() {
    return flight.hasRoom();
  }

  /** Returns whether {@code ack} is of something that was sent, and not long ago. */
  boolean mayAcknowledge(int ack) {
    int behind = Sequence.distance(ack, Sequence.plus(flight.next(), -1));
    return behind >= 0 && behind <= 2 * Flight.MAX_PACKETS;
  }

  /**
   * A packet has come and says what has arrived.
   *
   * @return whether it was news
   */
  boolean onAck(UtpPacket packet, long atNanos) {
    nowNanos = atNanos;
    theirWindowBytes = packet.stamp().windowBytes();
    if (packet.stamp().delayMicros() != 0) {
      delays.add(packet.stamp().delayMicros(), nowNanos);
    }
    boolean wasFull = flight.bytes() + mtu.passedBytes() > window.bytes();
    int oldest = flight.oldest();
    ackedBytes = 0;
    flight.acknowledge(packet.stamp().ack(), this::onArrived);
    flight.acknowledge(packet.stamp().ack(), packet.selectiveAck(), this::onArrived);
    if (ackedBytes > 0) {
      waitingNanos = nowNanos;
      window.onAcked(ackedBytes, delays.queueingMicros(), wasFull);
    }
    if (ackedBytes > 0 || theirWindowBytes < mtu.passedBytes()) {
      timeouts = 0;
    }
    onDuplicate(packet, oldest);
    flight.giveUpOvertaken(this::onLost);
    return ackedBytes > 0;
  }

  private void onArrived(SentPacket packet) {
    ackedBytes += packet.datagram.length;
    if (packet.transmissions == 1) {
      roundTrip.measured(nowNanos - packet.sentNanos);
    }
    if (packet.isProbe && packet.transmissions == 1) {
      probing = false;
      mtu.passed(packet.datagram.length);
    }
  }

  /** Some say which packet is missing by nothing but saying the same again. */
  private void onDuplicate(UtpPacket packet, int oldest) {
    boolean isDuplicate =
        packet.type() == PacketType.STATE
            && packet.selectiveAck().isEmpty()
            && packet.stamp().ack() == Sequence.plus(oldest, -1)
            && !flight.isEmpty();
    duplicates = isDuplicate ? duplicates + 1 : 0;
    if (duplicates == DUPLICATE_ACKS && flight.first().isUnderWay()) {
      SentPacket first = flight.first();
      flight.giveUp(first);
      onLost(first);
    }
  }

  private void onLost(SentPacket packet) {
    if (isFailedProbe(packet)) {
      return;
    }
    if (packet.ordinal > cutOrdinal) {
      cutOrdinal = flight.transmissions();
      window.onLost();
    }
  }

  /** A probe that is lost says something of its size, and nothing of the traffic. */
  private boolean isFailedProbe(SentPacket packet) {
    if (!packet.isProbe || packet.transmissions > 1) {
      return false;
    }
    probing = false;
    mtu.failed(packet.datagram.length);
    return true;
  }

  /**
   * Gives up what is under way if nothing was heard for too long.
   *
   * @return how often in a row that has happened now
   */
  int giveUpOverdue(long atNanos) {
    nowNanos = atNanos;
    if (flight.bytes() == 0 || nowNanos - waitingNanos < roundTrip.timeoutNanos()) {
      return timeouts;
    }
    timeouts++;
    boolean isOnlyProbe = isFailedProbe(flight.first());
    flight.giveUpAll(lost -> {});
    cutOrdinal = flight.transmissions();
    waitingNanos = nowNanos;
    roundTrip.timedOut();
    if (!isOnlyProbe) {
      window.onTimeout();
    }
    return timeouts;
  }

  /**
   * Returns whether so many more bytes may be under way. When nothing is, one packet may be, unless
   * the other side has no room: then one is tried now and then, in case its word was lost.
   */
  boolean mayLeave(int bytes, long atNanos) {
    if (flight.bytes() > 0) {
      return flight.bytes() + bytes <= Math.min(window.bytes(), theirWindowBytes);
    }
    return theirWindowBytes >= bytes || atNanos - sentNanos >= roundTrip.timeoutNanos();
  }

  /** Returns the oldest packet that is to be sent again, or null. */
  @Nullable SentPacket firstLost() {
    return flight.firstLost();
  }

  /** Returns the size of the next new packet, of which there is {@code waitingBytes} to fill it. */
  int packetBytes(int waitingBytes, long atNanos) {
    int probeBytes = mtu.nextBytes();
    boolean mayProbe = !probing && probeBytes > 0 && flight.bytes() > 0;
    return mayProbe && waitingBytes > PROBE_COMPANY * probeBytes && mayLeave(probeBytes, atNanos)
        ? probeBytes
        : mtu.passedBytes();
  }

  /** Keeps a new packet, which is to leave next. */
  SentPacket add(byte[] datagram) {
    boolean isProbe = datagram.length > mtu.passedBytes();
    probing |= isProbe;
    SentPacket packet = new SentPacket(flight.next(), datagram, isProbe);
    flight.add(packet);
    return packet;
  }

  /** A packet leaves, perhaps again. */
  void sent(SentPacket packet, long atNanos) {
    if (flight.bytes() == 0) {
      waitingNanos = atNanos;
    }
    sentNanos = atNanos;
    flight.sent(packet, atNanos);
  }
}
