package dev.sluice.transport.utp;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The packets that were sent and are not all known to have arrived, by their numbers.
 *
 * <pre>
 *        acknowledged        |   in here: under way, arrived or lost   |
 *   ------------------------ | oldest | ...               | ...        | next
 * </pre>
 *
 * <p>A packet is lost when three that were sent after it have arrived: transmissions are counted
 * for that, not sequence numbers, so a repetition that is lost is noticed, too.
 *
 * <p>Owned by its flow.
 */
final class Flight {
  /** A power of two; with full packets nearly 3 MiB, more than the other side has room for. */
  static final int MAX_PACKETS = 2_048;

  /** How far a packet may be overtaken. */
  private static final int MAX_OVERTAKING = 3;

  private final @Nullable SentPacket[] packets = new @Nullable SentPacket[MAX_PACKETS];
  private int oldest;
  private int next;
  private int bytes;
  private int arrivedCount;
  private int lostCount;
  private long ordinal;
  private long arrivedOrdinal;

  /** Begins with nothing sent, and {@code first} as the first number. */
  Flight(int first) {
    this.oldest = first;
    this.next = first;
  }

  /** Returns the number that the next packet gets. */
  int next() {
    return next;
  }

  /** Returns the number of the oldest packet that is not acknowledged. */
  int oldest() {
    return oldest;
  }

  boolean isEmpty() {
    return oldest == next;
  }

  /** Returns whether another packet can be kept. */
  boolean hasRoom() {
    return Sequence.distance(oldest, next) < MAX_PACKETS;
  }

  /** Returns how many bytes may be under way, headers included. */
  int bytes() {
    return bytes;
  }

  /** Returns how many transmissions there were. */
  long transmissions() {
    return ordinal;
  }

  /** Returns whether packets have arrived out of order. */
  boolean hasGaps() {
    return arrivedCount > 0;
  }

  /** Keeps a packet; its number must be {@link #next}. */
  void add(SentPacket packet) {
    packets[slot(next)] = packet;
    next = Sequence.plus(next, 1);
  }

  /** A packet in here leaves, perhaps again. */
  void sent(SentPacket packet, long nowNanos) {
    if (packet.isLost) {
      packet.isLost = false;
      lostCount--;
    }
    ordinal++;
    packet.ordinal = ordinal;
    packet.sentNanos = nowNanos;
    packet.transmissions++;
    bytes += packet.datagram.length;
  }

  /**
   * All packets up to {@code ack} have arrived.
   *
   * @param arrived is told of each that this is news of
   */
  void acknowledge(int ack, Consumer<SentPacket> arrived) {
    while (!isEmpty() && Sequence.distance(oldest, ack) >= 0) {
      SentPacket packet = at(oldest);
      arrive(packet, arrived);
      arrivedCount--;
      packets[slot(oldest)] = null;
      oldest = Sequence.plus(oldest, 1);
    }
  }

  /** Packets behind {@code ack} have arrived, out of order. */
  void acknowledge(int ack, SelectiveAck mask, Consumer<SentPacket> arrived) {
    for (int bit = mask.nextFrom(0); bit >= 0; bit = mask.nextFrom(bit + 1)) {
      int sequence = Sequence.plus(ack, bit + 2);
      if (Sequence.distance(oldest, sequence) >= 0 && Sequence.distance(sequence, next) > 0) {
        arrive(at(sequence), arrived);
      }
    }
  }

  private void arrive(SentPacket packet, Consumer<SentPacket> arrived) {
    if (packet.hasArrived) {
      return;
    }
    if (packet.isUnderWay()) {
      bytes -= packet.datagram.length;
    }
    if (packet.isLost) {
      packet.isLost = false;
      lostCount--;
    }
    packet.hasArrived = true;
    arrivedCount++;
    arrivedOrdinal = Math.max(arrivedOrdinal, packet.ordinal);
    arrived.accept(packet);
  }

  /** Gives up what has been overtaken; {@code lost} is told of each. */
  void giveUpOvertaken(Consumer<SentPacket> lost) {
    if (arrivedCount == 0) {
      return;
    }
    for (int each = oldest; each != next; each = Sequence.plus(each, 1)) {
      SentPacket packet = at(each);
      if (packet.isUnderWay() && packet.ordinal + MAX_OVERTAKING <= arrivedOrdinal) {
        giveUp(packet);
        lost.accept(packet);
      }
    }
  }

  /** Gives up all that may be under way; {@code lost} is told of each. */
  void giveUpAll(Consumer<SentPacket> lost) {
    for (int each = oldest; each != next; each = Sequence.plus(each, 1)) {
      SentPacket packet = at(each);
      if (packet.isUnderWay()) {
        giveUp(packet);
        lost.accept(packet);
      }
    }
  }

  /** Gives up one packet that is under way. */
  void giveUp(SentPacket packet) {
    packet.isLost = true;
    lostCount++;
    bytes -= packet.datagram.length;
  }

  /** Returns the oldest packet; there must be one. */
  SentPacket first() {
    return at(oldest);
  }

  /** Returns the oldest packet that is to be sent again, or null. */
  @Nullable SentPacket firstLost() {
    for (int each = oldest; lostCount > 0 && each != next; each = Sequence.plus(each, 1)) {
      SentPacket packet = at(each);
      if (packet.isLost) {
        return packet;
      }
    }
    return null;
  }

  private SentPacket at(int sequence) {
    return Objects.requireNonNull(packets[slot(sequence)]);
  }

  private static int slot(int sequence) {
    return sequence & (MAX_PACKETS - 1);
  }
}
