package dev.sluice.dht;

import dev.sluice.dht.guard.ByteBudget;
import dev.sluice.dht.guard.QueryLimits;
import dev.sluice.dht.krpc.KrpcEncoder;
import dev.sluice.dht.krpc.KrpcMessage;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.Datagrams;

/**
 * Hears what others ask, within limits, and sends what {@link Responder} says. Owned by the DHT
 * actor.
 */
@Bep({5, 43})
final class Listening {
  /** Twice what libtorrent spends on all its traffic; a full node of the real table uses half. */
  static final int REPLY_BYTES_PER_SECOND = 16 << 10;

  private final Responder responder;
  private final Datagrams out;
  private final NodeRole role;
  private final QueryLimits limits = new QueryLimits();
  private final ByteBudget budget;
  private long heardCount;
  private long unaffordableCount;

  Listening(Responder responder, Datagrams out, NodeRole role, long nowNanos) {
    this.responder = responder;
    this.out = out;
    this.role = role;
    this.budget = new ByteBudget(REPLY_BYTES_PER_SECOND, nowNanos);
  }

  /** Returns whether a question of {@code from} is to be heard. */
  boolean admits(PeerAddress from, long nowNanos) {
    return role == NodeRole.FULL && limits.admits(from.ip(), nowNanos);
  }

  /** Answers a question that was admitted. */
  void answer(Presence presence, PeerAddress from, KrpcMessage.Query query, long nowNanos) {
    heardCount++;
    send(from, responder.answer(presence, from, query, nowNanos), nowNanos);
  }

  /** Sends an answer, if we can afford it. */
  void send(PeerAddress to, KrpcMessage message, long nowNanos) {
    byte[] datagram = KrpcEncoder.encode(message);
    if (budget.take(datagram.length, nowNanos)) {
      out.send(to, datagram);
    } else {
      unaffordableCount++;
    }
  }

  long heardCount() {
    return heardCount;
  }

  long refusedCount() {
    return limits.refusedCount() + unaffordableCount;
  }
}
