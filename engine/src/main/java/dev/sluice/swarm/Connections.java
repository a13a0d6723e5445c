package dev.sluice.swarm;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.peer.BlockReader;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerDialer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.peer.PeerTerms;
import dev.sluice.transport.RateLimiters;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.ReservedBits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one torrent that are being made: whom to call, whom to take in, and how long a
 * handshake may take. Once open, a peer belongs to the {@link PeerTable}.
 *
 * <p>Owned by the torrent actor.
 */
final class Connections {
  /** From the dial to the peer's handshake; who needs longer is asleep. */
  private static final long HANDSHAKE_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** Connections that open within this time of each other may have crossed. */
  private static final long CROSSING_NANOS = HANDSHAKE_NANOS;

  /** Dials under way at one time: a burst of SYNs looks like an attack and floods home routers. */
  private static final int MAX_DIALS = 16;

  private final Candidates candidates;
  private final PeerDialer dialer;
  private final PeerTable peers;
  private final Handshake handshake;
  private final MessageLimits limits;
  private final BlockReader blocks;
  private final RateLimiters rates;
  private final Sink<PeerEvent> events;
  private final PeerKeys keys;
  private final int maxPeers;
  private final Turnover turnover;
  private final Map<PeerKey, Attempt> attempts = new HashMap<>();

  Connections(
      Candidates candidates,
      PeerDialer dialer,
      PeerTable peers,
      Handshake handshake,
      MessageLimits limits,
      BlockReader blocks,
      RateLimiters rates,
      Sink<PeerEvent> events,
      PeerKeys keys,
      int maxPeers) {
    this.candidates = candidates;
    this.dialer = dialer;
    this.peers = peers;
    this.handshake = handshake;
    this.limits = limits;
    this.blocks = blocks;
    this.rates = rates;
    this.events = events;
    this.keys = keys;
    this.maxPeers = maxPeers;
    this.turnover = new Turnover(peers, candidates);
  }

  /** Gives up on slow handshakes, and calls candidates while there is room. */
  void tick(long nowNanos) {
    for (Attempt attempt : attempts.values()) {
      if (nowNanos - attempt.begunNanos > HANDSHAKE_NANOS) {
        attempt.giveUp();
      }
    }
    while (hasRoom() && attempts.size() < MAX_DIALS) {
      Optional<PeerAddress> candidate = candidates.next(nowNanos);
      if (candidate.isEmpty()) {
        return;
      }
      dial(candidate.get(), nowNanos);
    }
    if (!hasRoom()) {
      turnover.next(nowNanos).ifPresent(Peer::part);
    }
  }

  private boolean hasRoom() {
    return peers.size() + attempts.size() < maxPeers;
  }

  private void dial(PeerAddress address, long nowNanos) {
    PeerTerms terms = newTerms();
    Actors.Task task = dialer.dial(address, terms);
    attempts.put(terms.peer(), new Attempt(address, false, nowNanos, task));
  }

  /** Takes a peer in that has called us, or hangs up when there is no room for it. */
  void onArrived(IncomingPeer incoming, long nowNanos) {
    if (!mayStay(incoming.address(), nowNanos)) {
      incoming.refuse();
      return;
    }
    PeerTerms terms = newTerms();
    Actors.Task task = incoming.accept(terms);
    attempts.put(terms.peer(), new Attempt(incoming.address(), true, nowNanos, task));
  }

  /** When there is no room, somebody worse makes some; but for nobody who may not stay anyway. */
  private boolean mayStay(PeerAddress caller, long nowNanos) {
    if (hasRoom()) {
      return candidates.accept(caller, nowNanos);
    }
    Optional<Peer> worse = turnover.placeFor(caller, nowNanos);
    if (worse.isEmpty() || !candidates.accept(caller, nowNanos)) {
      return false;
    }
    worse.get().part();
    return true;
  }

  private PeerTerms newTerms() {
    return new PeerTerms(keys.next(), handshake, limits, blocks, rates, events);
  }

  /**
   * Handshakes have been exchanged: returns what is known of the peer, or empty when it was sent
   * away because it is ourselves, here already, or banned.
   */
  Optional<PeerOpening> onOpened(PeerEvent.Opened opened, long nowNanos) {
    Attempt attempt = attempts.get(opened.peer());
    if (attempt != null && attempt.incoming && isOurselves(opened.handshake())) {
      return Optional.empty(); // the end that called hangs up: it knows whom it called
    }
    if (attempt == null || attempt.givenUp || !isWelcome(opened.handshake(), attempt, nowNanos)) {
      opened.link().close();
      return Optional.empty();
    }
    attempts.remove(opened.peer());
    ReservedBits shared = handshake.reserved().sharedWith(opened.handshake().reserved());
    return Optional.of(
        new PeerOpening(
            opened.peer(),
            opened.link(),
            attempt.address,
            opened.handshake().peerId(),
            attempt.incoming,
            attempt.incoming ? PeerSource.INCOMING : candidates.sourceOf(attempt.address),
            shared.fast(),
            shared.extended(),
            shared.dht()));
  }

  private boolean isOurselves(Handshake theirs) {
    return theirs.peerId().equals(handshake.peerId());
  }

  private boolean isWelcome(Handshake theirs, Attempt attempt, long nowNanos) {
    if (isOurselves(theirs)) {
      candidates.dropOwn(attempt.address);
      return false;
    }
    if (candidates.isBanned(attempt.address)) {
      return false;
    }
    Peer rival = peers.withId(theirs.peerId());
    if (rival != null && !makesWay(rival, attempt, nowNanos)) {
      candidates.leadsTo(attempt.address, rival.address);
      return false;
    }
    if (rival != null) {
      candidates.leadsTo(rival.address, attempt.address);
      rival.link.close();
    }
    if (!attempt.incoming) {
      candidates.connected(attempt.address, nowNanos);
    }
    return true;
  }

  /**
   * Returns whether a connection makes way for another to the same peer. Of two that cross, each
   * side must keep the same one, or both are lost, and again when both call again: it is the one
   * that the greater peer id dialled. Otherwise the first stays.
   */
  private boolean makesWay(Peer rival, Attempt attempt, long nowNanos) {
    boolean theyAreGreater = rival.id.compareTo(handshake.peerId()) > 0;
    return rival.incoming != attempt.incoming
        && nowNanos - rival.connectedNanos < CROSSING_NANOS
        && attempt.incoming == theyAreGreater;
  }

  /** A connection ended before it was open. */
  void onClosed(PeerEvent.Closed closed, long nowNanos) {
    Attempt attempt = attempts.remove(closed.peer());
    if (attempt != null) {
      candidates.ended(attempt.address, nowNanos);
    }
  }

  /** Returns whether any is on the way. */
  boolean areBeingMade() {
    return !attempts.isEmpty();
  }

  /** Gives up on everything that is not open yet; others may be called at once. */
  void giveUpAll() {
    attempts.values().forEach(Attempt::giveUp);
  }

  /** Gives up on everything that is not open yet, for good. */
  void close() {
    attempts.values().forEach(Attempt::giveUp);
    attempts.clear();
  }

  /** A connection that is being made. */
  private static final class Attempt {
    final PeerAddress address;
    final boolean incoming;
    final long begunNanos;
    final Actors.Task task;
    boolean givenUp;

    Attempt(PeerAddress address, boolean incoming, long begunNanos, Actors.Task task) {
      this.address = address;
      this.incoming = incoming;
      this.begunNanos = begunNanos;
      this.task = task;
    }

    /** Cancels it, once: its thread then has an end to report, and must not be disturbed. */
    void giveUp() {
      if (!givenUp) {
        givenUp = true;
        task.cancel();
      }
    }
  }
}
