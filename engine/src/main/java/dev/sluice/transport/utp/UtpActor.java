package dev.sluice.transport.utp;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Timers;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Race;
import dev.sluice.transport.udp.Datagram;
import dev.sluice.transport.udp.Datagrams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the state of all connections of one socket. */
final class UtpActor implements Actor<UtpMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(UtpActor.class);

  /** Connections of one socket; more calls are not answered. */
  static final int MAX_CONNECTIONS = 1_000;

  /** What connections may hold together that nobody has read. */
  static final int MAX_UNREAD_BYTES = 64 << 20;

  /** What one connection may hold, when there are few. */
  static final int MAX_WINDOW_BYTES = 1 << 20;

  /** What we say in a second to those whom we do not know: a word each, and few words. */
  static final int MAX_RESETS_PER_SECOND = 20;

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int SEQUENCES = 1 << 16;

  private final Datagrams datagrams;
  private final UtpListener listener;
  private final Random random;
  private final MonotonicClock clock;
  private final Mailbox<UtpMessage> self;
  private final Timers<UtpMessage> timers;
  private final Map<FlowKey, Line> lines = new HashMap<>();
  private final Map<UtpConnection, Line> linesOf = new HashMap<>();
  private final Set<Line> touched = new LinkedHashSet<>();
  private final Callers callers = new Callers();
  private final SharedRoom room = new SharedRoom(MAX_UNREAD_BYTES, MAX_WINDOW_BYTES);
  private boolean ticking;
  private long resetSecond;
  private int resets;

  /** One connection, from both sides. */
  private static final class Line {
    final FlowKey key;
    final UtpConnection connection;
    final UtpFlow flow;

    /** Who waits for the answer to our call. */
    @Nullable Race outcome;

    Line(FlowKey key, UtpConnection connection, UtpFlow flow, @Nullable Race outcome) {
      this.key = key;
      this.connection = connection;
      this.flow = flow;
      this.outcome = outcome;
    }
  }

  UtpActor(
      UtpWorld world, UtpListener listener, Mailbox<UtpMessage> self, Timers<UtpMessage> timers) {
    this.datagrams = world.datagrams();
    this.random = world.random();
    this.clock = world.actors().clock();
    this.listener = listener;
    this.self = self;
    this.timers = timers;
  }

  @Override
  public void receive(UtpMessage message) {
    switch (message) {
      case UtpMessage.Received received -> onReceived(received.datagram());
      case UtpMessage.Call call -> onCall(call);
      case UtpMessage.Knock knock -> onKnock(knock.remote());
      case UtpMessage.Stirred stirred -> onStirred(stirred.connection());
      case UtpMessage.Closed closed -> onClosed(closed.connection());
      case UtpMessage.Tick tick -> onTick();
    }
  }

  private void onReceived(Datagram datagram) {
    UtpPacket packet = UtpPacket.decode(datagram.payload()).orElse(null);
    if (packet == null) {
      return;
    }
    switch (packet.type()) {
      case SYN -> onSyn(datagram.from(), packet);
      case RESET -> onReset(datagram.from(), packet);
      case DATA, FIN, STATE -> onPacket(datagram.from(), packet);
    }
  }

  private void onPacket(PeerAddress from, UtpPacket packet) {
    FlowKey key = new FlowKey(from, packet.connectionId());
    Line line = lines.get(key);
    if (line == null) {
      line = callers.find(key).map(caller -> meet(key, caller, packet)).orElse(null);
    }
    if (line == null) {
      if (callers.find(key).isEmpty()) {
        sendReset(from, packet);
      }
      return;
    }
    line.flow.onPacket(packet, clock.nanoTime());
    touched.add(line);
  }

  /** Somebody calls; the answer is no larger than the call. */
  private void onSyn(PeerAddress from, UtpPacket syn) {
    FlowIds ids = FlowIds.ofAnswerer(syn);
    FlowKey key = new FlowKey(from, ids.receive());
    Line line = lines.get(key);
    if (line != null) {
      line.flow.onCalledAgain();
      touched.add(line);
      return;
    }
    if (lines.size() >= MAX_CONNECTIONS) {
      return;
    }
    Callers.Caller caller =
        callers
            .find(key)
            .filter(known -> known.synSequence() == syn.sequence())
            .orElseGet(() ->
                new Callers.Caller(
                    ids, syn.sequence(), random.nextInt(SEQUENCES), clock.nanoTime()));
    callers.add(key, caller);
    answer(from, caller, syn);
    tickSoon();
  }

  private void answer(PeerAddress from, Callers.Caller caller, UtpPacket syn) {
    int nowMicros = Stamp.micros(clock.nanoTime());
    int delayMicros = nowMicros - syn.stamp().timestampMicros();
    Stamp stamp = new Stamp(nowMicros, delayMicros, windowBytes(), caller.synSequence());
    UtpPacket state =
        UtpPacket.bare(
            PacketType.STATE,
            caller.ids().send(),
            stamp,
            caller.firstSequence(),
            SelectiveAck.NONE);
    datagrams.send(from, state.encode());
  }

  /** Returns the connection with a caller that has read our answer, or null if it has not. */
  private @Nullable Line meet(FlowKey key, Callers.Caller caller, UtpPacket packet) {
    if (!caller.isProvenBy(packet)) {
      return null;
    }
    UtpConnection connection = new UtpConnection(key.remote(), self, windowBytes());
    if (!listener.offer(connection)) {
      return null;
    }
    callers.remove(key);
    UtpFlow flow =
        UtpFlow.answering(
            caller.ids(),
            caller.firstSequence(),
            caller.synSequence(),
            around(connection),
            clock.nanoTime());
    return add(new Line(key, connection, flow, null));
  }

  private void onReset(PeerAddress from, UtpPacket reset) {
    int id = reset.connectionId();
    for (int near = -1; near <= 1; near++) {
      Line line = lines.get(new FlowKey(from, Sequence.plus(id, near)));
      if (line != null && (near == 0 || line.flow.ids().send() == id)) {
        line.flow.onReset(reset);
        touched.add(line);
      }
    }
  }

  /** A reset of what there never was: nobody answers that, whoever is there. */
  private void onKnock(PeerAddress remote) {
    Stamp stamp = new Stamp(Stamp.micros(clock.nanoTime()), 0, 0, random.nextInt(SEQUENCES));
    UtpPacket reset =
        UtpPacket.bare(
            PacketType.RESET,
            random.nextInt(SEQUENCES),
            stamp,
            random.nextInt(SEQUENCES),
            SelectiveAck.NONE);
    datagrams.send(remote, reset.encode());
  }

  private void sendReset(PeerAddress to, UtpPacket packet) {
    long second = TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime());
    resets = second == resetSecond ? resets + 1 : 1;
    resetSecond = second;
    if (resets <= MAX_RESETS_PER_SECOND) {
      Stamp stamp = new Stamp(Stamp.micros(clock.nanoTime()), 0, 0, packet.sequence());
      UtpPacket reset =
          UtpPacket.bare(
              PacketType.RESET,
              packet.connectionId(),
              stamp,
              random.nextInt(SEQUENCES),
              SelectiveAck.NONE);
      datagrams.send(to, reset.encode());
    }
  }

  private void onCall(UtpMessage.Call call) {
    PeerAddress remote = call.remote();
    if (lines.size() >= MAX_CONNECTIONS) {
      call.outcome().lost(new IOException("too many connections over uTP"));
      return;
    }
    FlowKey key = new FlowKey(remote, random.nextInt(SEQUENCES));
    while (lines.containsKey(key) || callers.find(key).isPresent()) {
      key = new FlowKey(remote, random.nextInt(SEQUENCES));
    }
    UtpConnection connection = new UtpConnection(remote, self, windowBytes());
    UtpFlow flow =
        UtpFlow.calling(
            FlowIds.ofCaller(key.connectionId()),
            random.nextInt(SEQUENCES),
            around(connection),
            clock.nanoTime());
    add(new Line(key, connection, flow, call.outcome()));
  }

  private Line add(Line line) {
    lines.put(line.key, line);
    linesOf.put(line.connection, line);
    shareRoom();
    tickSoon();
    return line;
  }

  private UtpFlow.Surroundings around(UtpConnection connection) {
    PeerAddress remote = connection.remote();
    FlowWire wire =
        new FlowWire() {
          @Override
          public void send(byte[] datagram) {
            datagrams.send(remote, datagram);
          }

          @Override
          public void sendWhole(byte[] datagram) {
            datagrams.sendWhole(remote, datagram);
          }
        };
    return new UtpFlow.Surroundings(
        wire, connection.inbound(), connection.outbound(), MtuSearch.towards(remote.ip()));
  }

  /** Returns what one connection more may hold. */
  private int windowBytes() {
    return room.forOneMore(inbounds());
  }

  private void shareRoom() {
    room.share(inbounds());
  }

  private List<StreamBuffer> inbounds() {
    List<StreamBuffer> inbounds = new ArrayList<>(lines.size());
    lines.values().forEach(line -> inbounds.add(line.connection.inbound()));
    return inbounds;
  }

  private void onStirred(UtpConnection connection) {
    connection.look();
    Line line = linesOf.get(connection);
    if (line != null) {
      line.flow.onRoom();
      touched.add(line);
    }
  }

  private void onClosed(UtpConnection connection) {
    Line line = linesOf.get(connection);
    if (line != null) {
      line.flow.close(clock.nanoTime());
      touched.add(line);
    }
  }

  private void tickSoon() {
    if (!ticking) {
      ticking = true;
      timers.after(TICK_NANOS, new UtpMessage.Tick());
    }
  }

  private void onTick() {
    ticking = false;
    long nowNanos = clock.nanoTime();
    callers.tick(nowNanos);
    for (Line line : lines.values()) {
      if (line.outcome != null && line.outcome.isOver()) {
        line.flow.reset("nobody waits for the answer");
      }
      line.flow.onTime(nowNanos);
      touched.add(line);
    }
    shareRoom();
    if (!lines.isEmpty() || callers.size() > 0) {
      tickSoon();
    }
  }

  /** What came together is answered together. */
  @Override
  public void onDrained() {
    long nowNanos = clock.nanoTime();
    List<Line> over = new ArrayList<>();
    for (Line line : touched) {
      line.flow.flush(nowNanos);
      tell(line);
      if (line.flow.phase() == UtpFlow.Phase.OVER) {
        over.add(line);
      }
    }
    touched.clear();
    over.forEach(this::remove);
  }

  private static void tell(Line line) {
    Race outcome = line.outcome;
    if (outcome == null || line.flow.phase() == UtpFlow.Phase.CALLING) {
      return;
    }
    line.outcome = null;
    if (line.flow.phase() == UtpFlow.Phase.OVER) {
      outcome.lost(new IOException("uTP: " + line.flow.reason()));
    } else {
      outcome.won(line.connection);
    }
  }

  private void remove(Line line) {
    LOG.debug("{} is over: {}", line.connection, line.flow.reason());
    lines.remove(line.key);
    linesOf.remove(line.connection);
  }

  @Override
  public void onStopped() {
    for (Line line : lines.values()) {
      line.flow.reset("the client stops");
      tell(line);
    }
  }

  @Override
  public void onUndelivered(UtpMessage message) {
    if (message instanceof UtpMessage.Call call) {
      call.outcome().lost(new IOException("uTP: the client stops"));
    }
  }
}
