package dev.sluice.transport.utp;

import dev.sluice.model.Bep;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: told of packets and of the time, it sends packets. Knows no socket, no thread and
 * no clock.
 *
 * <p><b>How.</b> What the peer's writer puts into {@code outbound} becomes numbered packets in the
 * {@link Outflow}, as many as it allows. They stay there until they are acknowledged; what was
 * overtaken, or not heard of in time, is sent again. What comes goes through {@link Arrivals} into
 * {@code inbound}, and is acknowledged when {@link #flush} is called: so packets that come together
 * are acknowledged together.
 *
 * <p>Owned by the uTP actor.
 */
@Bep(29)
final class UtpFlow {
  /** Times in a row that nothing is acknowledged before it is over; with doubling, a minute. */
  static final int MAX_TIMEOUTS = 7;

  /** A call is given up sooner: who is there answers. */
  static final int MAX_CALLS = 4;

  /** Data packets that may wait to be acknowledged: the other side waits for it, too. */
  private static final int MAX_UNACKNOWLEDGED = 8;

  /** Routers forget who talks to whom; libutp says something as often. */
  static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(29);

  /** How long what was written may take to arrive once nobody is there to care. */
  static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How far the number on a RESET may be from what we sent: it answers something recent. */
  private static final int RESET_SLACK = 64;

  private final FlowIds ids;
  private final FlowWire wire;
  private final StreamBuffer inbound;
  private final StreamBuffer outbound;
  private final Outflow outflow;
  private final Arrivals arrivals;
  private Phase phase;
  private String reason = "";
  private int theirDelayMicros;
  private int unacknowledged;
  private boolean owesAck;
  private int toldWindowBytes;
  private boolean finSent;
  private long sentNanos;
  private long lingerNanos;
  private long nowNanos;

  /** How far it has come. */
  enum Phase {
    /** We have called, and nobody has answered. */
    CALLING,
    OPEN,
    /** We have nothing more to say, and see that it arrives. */
    CLOSING,
    OVER
  }

  private UtpFlow(FlowIds ids, int firstSequence, Surroundings around, Phase phase) {
    this.ids = ids;
    this.wire = around.wire;
    this.inbound = around.inbound;
    this.outbound = around.outbound;
    this.outflow = new Outflow(firstSequence, around.mtu);
    this.arrivals = new Arrivals(inbound);
    this.phase = phase;
  }

  /**
   * What a flow works with.
   *
   * @param wire the way out
   * @param inbound takes what comes
   * @param outbound has what is to go
   * @param mtu what is known of the path
   */
  record Surroundings(FlowWire wire, StreamBuffer inbound, StreamBuffer outbound, MtuSearch mtu) {}

  /** Calls somebody. */
  static UtpFlow calling(FlowIds ids, int firstSequence, Surroundings around, long nowNanos) {
    UtpFlow flow = new UtpFlow(ids, firstSequence, around, Phase.CALLING);
    flow.nowNanos = nowNanos;
    flow.transmit(flow.enqueue(PacketType.SYN, ids.receive(), 0));
    return flow;
  }

  /**
   * Goes on with a caller that has shown that it gets what is sent to it.
   *
   * @param firstSequence the number that it was answered with
   * @param synSequence the number that it called with
   */
  static UtpFlow answering(
      FlowIds ids, int firstSequence, int synSequence, Surroundings around, long nowNanos) {
    UtpFlow flow = new UtpFlow(ids, firstSequence, around, Phase.OPEN);
    flow.arrivals.beginBehind(synSequence);
    flow.sentNanos = nowNanos;
    return flow;
  }

  FlowIds ids() {
    return ids;
  }

  Phase phase() {
    return phase;
  }

  /** Returns why it is over, for people; empty if it ended well. */
  String reason() {
    return reason;
  }

  /** A packet with our number has come from the peer's address; a SYN or RESET is none here. */
  void onPacket(UtpPacket packet, long atNanos) {
    nowNanos = atNanos;
    if (phase == Phase.OVER || !isBelievable(packet)) {
      return;
    }
    if (phase == Phase.CALLING) {
      arrivals.beginBehind(Sequence.plus(packet.sequence(), -1));
      phase = Phase.OPEN;
    }
    theirDelayMicros = Stamp.micros(nowNanos) - packet.stamp().timestampMicros();
    boolean isNews = outflow.onAck(packet, nowNanos);
    switch (packet.type()) {
      case DATA -> onData(packet);
      case FIN -> {
        arrivals.onEnd(packet.sequence());
        owesAck = true;
      }
      case STATE, SYN, RESET -> {}
    }
    if (isNews || unacknowledged >= MAX_UNACKNOWLEDGED) {
      flush(nowNanos);
    }
  }

  /** What acknowledges a packet that was never sent is a lie, or for somebody else. */
  private boolean isBelievable(UtpPacket packet) {
    int ack = packet.stamp().ack();
    return phase == Phase.CALLING
        ? packet.type() == PacketType.STATE && ack == outflow.oldestSequence()
        : outflow.mayAcknowledge(ack);
  }

  private void onData(UtpPacket packet) {
    arrivals.onData(packet.sequence(), packet.payload());
    owesAck = true;
    unacknowledged++;
  }

  /** The caller calls again: our answer was lost. */
  void onCalledAgain() {
    owesAck = true;
  }

  /**
   * The reader may have made room: the other side hears of it if it thinks that there is little.
   */
  void onRoom() {
    owesAck |= toldWindowBytes < inbound.capacity() / 2 && arrivals.room() > toldWindowBytes;
  }

  /** Somebody at the peer's address says that there is no such connection. */
  void onReset(UtpPacket packet) {
    int behind = Sequence.distance(packet.stamp().ack(), outflow.nextSequence());
    if (behind >= 0 && behind <= Flight.MAX_PACKETS + RESET_SLACK) {
      end(phase == Phase.CALLING ? "refused by the peer" : "reset by the peer");
    }
  }

  /** Time has passed; to be called some times in the shortest time-out. */
  void onTime(long atNanos) {
    nowNanos = atNanos;
    if (phase == Phase.OVER) {
      return;
    }
    if (phase == Phase.CLOSING && nowNanos - lingerNanos >= LINGER_NANOS) {
      reset("gave up what was not acknowledged");
      return;
    }
    int maxTimeouts = phase == Phase.CALLING ? MAX_CALLS : MAX_TIMEOUTS;
    if (outflow.giveUpOverdue(nowNanos) >= maxTimeouts) {
      reset("no answer");
      return;
    }
    if (nowNanos - sentNanos >= KEEP_ALIVE_NANOS && phase != Phase.CALLING) {
      owesAck = true;
    }
    flush(nowNanos);
  }

  /** Sends what may be sent, and acknowledges what has come. */
  void flush(long atNanos) {
    nowNanos = atNanos;
    resend();
    if (phase == Phase.OPEN || phase == Phase.CLOSING) {
      sendNew();
      if (owesAck) {
        sendState();
      }
    }
    if (phase == Phase.CLOSING && finSent && outflow.isEmpty()) {
      end("");
    }
  }

  private void resend() {
    for (@Nullable SentPacket packet = outflow.firstLost();
        packet != null && mayLeave(packet.datagram.length);
        packet = outflow.firstLost()) {
      transmit(packet);
    }
  }

  private void sendNew() {
    while (outflow.hasRoom() && !finSent) {
      int waitingBytes = outbound.size();
      int packetBytes = outflow.packetBytes(waitingBytes, nowNanos);
      int payloadBytes = Math.min(packetBytes - UtpPacket.HEADER_BYTES, waitingBytes);
      if (payloadBytes == 0 || !mayLeave(payloadBytes + UtpPacket.HEADER_BYTES)) {
        break;
      }
      transmit(enqueue(PacketType.DATA, ids.send(), payloadBytes));
    }
    if (!finSent && outflow.hasRoom() && outbound.isAtEnd()) {
      finSent = true;
      transmit(enqueue(PacketType.FIN, ids.send(), 0));
    }
  }

  /** A call may always be repeated: nobody has told of room yet. */
  private boolean mayLeave(int bytes) {
    return phase == Phase.CALLING || outflow.mayLeave(bytes, nowNanos);
  }

  private SentPacket enqueue(PacketType type, int connectionId, int payloadBytes) {
    byte[] payload = new byte[payloadBytes];
    outbound.take(payload, 0, payloadBytes);
    return outflow.add(
        new UtpPacket(
                type,
                connectionId,
                stamp(),
                outflow.nextSequence(),
                SelectiveAck.NONE,
                ByteBuffer.wrap(payload))
            .encode());
  }

  private void transmit(SentPacket packet) {
    UtpPacket.stamp(packet.datagram, stamp());
    boolean isProbe = packet.isProbe && packet.transmissions == 0;
    outflow.sent(packet, nowNanos);
    if (isProbe) {
      wire.sendWhole(packet.datagram);
    } else {
      wire.send(packet.datagram);
    }
    hasSent(!arrivals.hasGaps());
  }

  private void sendState() {
    wire.send(bare(PacketType.STATE).encode());
    hasSent(true);
  }

  private void hasSent(boolean saysAll) {
    sentNanos = nowNanos;
    if (saysAll) {
      owesAck = false;
      unacknowledged = 0;
    }
  }

  private UtpPacket bare(PacketType type) {
    return UtpPacket.bare(
        type, ids.send(), stamp(), outflow.nextSequence(), arrivals.selectiveAck());
  }

  private Stamp stamp() {
    toldWindowBytes = arrivals.room();
    return new Stamp(Stamp.micros(nowNanos), theirDelayMicros, toldWindowBytes, arrivals.ack());
  }

  /** Nobody reads or writes any more: what was written still goes, then it is over. */
  void close(long atNanos) {
    nowNanos = atNanos;
    if (phase == Phase.OVER || phase == Phase.CLOSING) {
      return;
    }
    if (phase == Phase.CALLING) {
      end("closed by us");
      return;
    }
    arrivals.ignore();
    outbound.end();
    phase = Phase.CLOSING;
    lingerNanos = nowNanos;
    flush(nowNanos);
  }

  /** Ends it at once, and says so to the other side. */
  void reset(String why) {
    if (phase != Phase.OVER && phase != Phase.CALLING) {
      wire.send(bare(PacketType.RESET).encode());
    }
    end(why);
  }

  private void end(String why) {
    phase = Phase.OVER;
    reason = why;
    inbound.fail(why.isEmpty() ? "closed" : why);
    outbound.fail(why.isEmpty() ? "closed" : why);
  }
}
