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
 * {@link Flight}, as many as the {@link CongestionWindow} and the other side's room allow. They
 * stay there until they are acknowledged. What was overtaken, or not heard of in time, is sent
 * again; each round trip with such a loss halves the window once. What comes goes through {@link
 * Arrivals} into {@code inbound}, and is acknowledged when {@link #flush} is called: so packets
 * that come together are acknowledged together.
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

  /** Acknowledgements of the same packet that mean that the next one is lost. */
  private static final int DUPLICATE_ACKS = 3;

  /** How far the number on a RESET may be from what we sent: it answers something recent. */
  private static final int RESET_SLACK = 64;

  private final FlowIds ids;
  private final FlowWire wire;
  private final StreamBuffer inbound;
  private final StreamBuffer outbound;
  private final MtuSearch mtu;
  private final Flight flight;
  private final Arrivals arrivals;
  private final RoundTrip roundTrip = new RoundTrip();
  private final DelayHistory delays = new DelayHistory();
  private final CongestionWindow window = new CongestionWindow(MtuSearch.SURE_BYTES);

  private Phase phase;
  private String reason = "";
  private long theirWindowBytes;
  private int theirDelayMicros;
  private int unacknowledged;
  private boolean owesAck;
  private int toldWindowBytes;
  private boolean finSent;
  private boolean probing;
  private int timeouts;
  private int duplicates;

  /** Since when an acknowledgement is waited for. */
  private long waitingNanos;

  private long sentNanos;
  private long lingerNanos;

  /** The last transmission before the window was cut; losses of before count no more. */
  private long cutOrdinal;

  /** While a packet is looked at: what it acknowledges, and when it came. */
  private int ackedBytes;

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
    this.mtu = around.mtu;
    this.flight = new Flight(firstSequence);
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
    flow.transmit(flow.enqueue(PacketType.SYN, ids.receive(), 0, false));
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

  /** Returns the size of datagrams that is known to pass. */
  int mtuBytes() {
    return mtu.passedBytes();
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
    theirWindowBytes = packet.stamp().windowBytes();
    onAck(packet);
    switch (packet.type()) {
      case DATA -> onData(packet);
      case FIN -> {
        arrivals.onEnd(packet.sequence());
        owesAck = true;
      }
      case STATE, SYN, RESET -> {}
    }
    if (ackedBytes > 0 || unacknowledged >= MAX_UNACKNOWLEDGED) {
      flush(nowNanos);
    }
  }

  /** What acknowledges a packet that was never sent is a lie, or for somebody else. */
  private boolean isBelievable(UtpPacket packet) {
    int ack = packet.stamp().ack();
    if (phase == Phase.CALLING) {
      return packet.type() == PacketType.STATE && ack == flight.oldest();
    }
    int behind = Sequence.distance(ack, Sequence.plus(flight.next(), -1));
    return behind >= 0 && behind <= 2 * Flight.MAX_PACKETS;
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
    int behind = Sequence.distance(packet.stamp().ack(), flight.next());
    if (behind >= 0 && behind <= Flight.MAX_PACKETS + RESET_SLACK) {
      end(phase == Phase.CALLING ? "refused by the peer" : "reset by the peer");
    }
  }

  private void onAck(UtpPacket packet) {
    int delayMicros = packet.stamp().delayMicros();
    if (delayMicros != 0) {
      delays.add(delayMicros, nowNanos);
    }
    boolean wasFull = flight.bytes() + mtu.passedBytes() > window.bytes();
    int oldest = flight.oldest();
    int ack = packet.stamp().ack();
    ackedBytes = 0;
    flight.acknowledge(ack, this::onArrived);
    flight.acknowledge(ack, packet.selectiveAck(), this::onArrived);
    if (ackedBytes > 0) {
      waitingNanos = nowNanos;
      window.onAcked(ackedBytes, delays.queueingMicros(), wasFull);
    }
    if (ackedBytes > 0 || theirWindowBytes < mtu.passedBytes()) {
      timeouts = 0;
    }
    onDuplicate(packet, oldest);
    flight.giveUpOvertaken(this::onOvertaken);
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
      onOvertaken(first);
    }
  }

  private void onOvertaken(SentPacket packet) {
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
    if (flight.bytes() > 0 && nowNanos - waitingNanos >= roundTrip.timeoutNanos()) {
      onTimeout();
    }
    if (nowNanos - sentNanos >= KEEP_ALIVE_NANOS && phase != Phase.CALLING) {
      owesAck = true;
    }
    flush(nowNanos);
  }

  private void onTimeout() {
    timeouts++;
    if (timeouts >= (phase == Phase.CALLING ? MAX_CALLS : MAX_TIMEOUTS)) {
      reset("no answer");
      return;
    }
    boolean isOnlyProbe = isFailedProbe(flight.first());
    flight.giveUpAll(lost -> {});
    cutOrdinal = flight.transmissions();
    waitingNanos = nowNanos;
    roundTrip.timedOut();
    if (!isOnlyProbe) {
      window.onTimeout();
    }
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
    if (phase == Phase.CLOSING && finSent && flight.isEmpty()) {
      end("");
    }
  }

  private void resend() {
    for (@Nullable SentPacket packet = flight.firstLost();
        packet != null && mayLeave(packet.datagram.length);
        packet = flight.firstLost()) {
      transmit(packet);
    }
  }

  private void sendNew() {
    while (flight.hasRoom() && !finSent) {
      int waitingBytes = outbound.size();
      int packetBytes = nextPacketBytes(waitingBytes);
      int payloadBytes = Math.min(packetBytes - UtpPacket.HEADER_BYTES, waitingBytes);
      if (payloadBytes == 0 || !mayLeave(payloadBytes + UtpPacket.HEADER_BYTES)) {
        break;
      }
      boolean isProbe = packetBytes > mtu.passedBytes();
      transmit(enqueue(PacketType.DATA, ids.send(), payloadBytes, isProbe));
    }
    if (!finSent && flight.hasRoom() && outbound.isAtEnd()) {
      finSent = true;
      transmit(enqueue(PacketType.FIN, ids.send(), 0, false));
    }
  }

  /** A probe needs company: what comes behind it shows that it was lost. */
  private int nextPacketBytes(int waitingBytes) {
    int probeBytes = mtu.nextBytes();
    boolean mayProbe = !probing && probeBytes > 0 && flight.bytes() > 0;
    return mayProbe && waitingBytes > 4 * probeBytes && mayLeave(probeBytes)
        ? probeBytes
        : mtu.passedBytes();
  }

  /**
   * Returns whether so many more bytes may be under way. When nothing is, one packet may be, unless
   * the other side has no room: then one is tried now and then, in case its word was lost.
   */
  private boolean mayLeave(int bytes) {
    if (flight.bytes() == 0) {
      return phase == Phase.CALLING
          || theirWindowBytes >= bytes
          || nowNanos - sentNanos >= roundTrip.timeoutNanos();
    }
    return flight.bytes() + bytes <= Math.min(window.bytes(), theirWindowBytes);
  }

  private SentPacket enqueue(PacketType type, int connectionId, int payloadBytes, boolean probe) {
    byte[] payload = new byte[payloadBytes];
    outbound.take(payload, 0, payloadBytes);
    byte[] datagram =
        new UtpPacket(
                type,
                connectionId,
                stamp(),
                flight.next(),
                SelectiveAck.NONE,
                ByteBuffer.wrap(payload))
            .encode();
    SentPacket packet = new SentPacket(flight.next(), datagram, probe);
    flight.add(packet);
    probing |= probe;
    return packet;
  }

  private void transmit(SentPacket packet) {
    if (flight.bytes() == 0) {
      waitingNanos = nowNanos;
    }
    UtpPacket.stamp(packet.datagram, stamp());
    boolean isProbe = packet.isProbe && packet.transmissions == 0;
    flight.sent(packet, nowNanos);
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
    return UtpPacket.bare(type, ids.send(), stamp(), flight.next(), arrivals.selectiveAck());
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
