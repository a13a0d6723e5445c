package dev.sluice.transport.utp;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Who has called and not yet shown that it gets what is sent to it. Anyone can call in anyone's
 * name, so a caller costs us next to nothing, and is sent nothing but an answer as small as its
 * call, before it says something that only somebody can know who has read the answer.
 *
 * <p>Owned by the uTP actor.
 */
final class Callers {
  /** Who calls when there are so many pushes the eldest out; a flood fills nothing. */
  static final int MAX_CALLERS = 512;

  /** How long one has to go on; it calls again within seconds. */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How far ahead the first packet may be that shows it: those before it may come later. */
  private static final int MAX_AHEAD = 16;

  private final Map<FlowKey, Caller> callers = new LinkedHashMap<>();

  /**
   * Somebody who has called.
   *
   * @param synSequence the number that it called with
   * @param firstSequence the number that it was answered with, not to be guessed
   * @param sinceNanos when
   */
  record Caller(FlowIds ids, int synSequence, int firstSequence, long sinceNanos) {
    boolean isProvenBy(UtpPacket packet) {
      int ahead = Sequence.distance(synSequence, packet.sequence());
      return packet.type() == PacketType.DATA
          && packet.stamp().ack() == Sequence.plus(firstSequence, -1)
          && ahead > 0
          && ahead <= MAX_AHEAD;
    }
  }

  /** Returns who called with this very packet before, if anybody did. */
  Optional<Caller> find(FlowKey key) {
    return Optional.ofNullable(callers.get(key));
  }

  /** Remembers one. */
  void add(FlowKey key, Caller caller) {
    if (callers.size() >= MAX_CALLERS) {
      Iterator<FlowKey> eldest = callers.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    callers.put(key, caller);
  }

  /** Forgets one. */
  void remove(FlowKey key) {
    callers.remove(key);
  }

  /** Forgets those who have taken too long. */
  void tick(long nowNanos) {
    callers.values().removeIf(caller -> nowNanos - caller.sinceNanos > PATIENCE_NANOS);
  }

  int size() {
    return callers.size();
  }
}
