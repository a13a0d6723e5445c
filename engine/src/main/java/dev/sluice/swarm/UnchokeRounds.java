package dev.sluice.swarm;

import dev.sluice.swarm.choking.Choices;
import dev.sluice.swarm.choking.Choker;
import dev.sluice.swarm.choking.Contender;
import dev.sluice.swarm.choking.Role;
import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the choker's choices to the peers.
 *
 * <p>Owned by the torrent actor.
 */
final class UnchokeRounds {
  /** Decisions between two ticks at most: to change one's mind costs a peer less than us. */
  private static final int MAX_HASTY = 50;

  private final Choker choker;
  private final PeerTable peers;
  private final Uploads uploads;
  private final Totals totals;
  private final TorrentProbe probe;
  private boolean interestChanged;
  private int hasty;

  UnchokeRounds(
      Choker choker, PeerTable peers, Uploads uploads, Totals totals, TorrentProbe probe) {
    this.choker = choker;
    this.peers = peers;
    this.uploads = uploads;
    this.totals = totals;
    this.probe = probe;
  }

  /** A peer has become interested, or is no longer: a slot may be free for somebody. */
  void onInterestChanged() {
    interestChanged = true;
  }

  /** Messages have been handled for now: who has become interested need not wait for a tick. */
  void drained(Role role, long nowNanos) {
    if (interestChanged && hasty < MAX_HASTY) {
      hasty++;
      decide(role, nowNanos);
    }
  }

  /** Decides when a round is due or somebody may be waiting for a free slot. */
  void tick(Role role, long nowNanos) {
    hasty = 0;
    if (choker.isDue(totals.uploadedBytes, nowNanos) || interestChanged) {
      decide(role, nowNanos);
    }
  }

  private void decide(Role role, long nowNanos) {
    interestChanged = false;
    List<Contender> contenders = contenders(nowNanos);
    Choices choices = choker.decide(role, contenders, nowNanos);
    apply(choices, nowNanos);
    tell(contenders, choices);
  }

  private void tell(List<Contender> contenders, Choices choices) {
    int interested = 0;
    for (Contender contender : contenders) {
      interested += contender.interested() ? 1 : 0;
    }
    probe.chokeRound(
        contenders.size(), interested, choices.unchoke().size(), choices.choke().size());
  }

  private List<Contender> contenders(long nowNanos) {
    List<Contender> contenders = new ArrayList<>(peers.size());
    for (Peer peer : peers) {
      contenders.add(
          new Contender(
              peer.key,
              peer.interested,
              peer.snub.isSnubbed(nowNanos),
              peer.queuedBytes > 0,
              peer.downRate.bytesPerSecond(nowNanos),
              peer.upRate.bytesPerSecond(nowNanos),
              peer.hasAsked ? nowNanos - peer.lastTookNanos : Contender.NEVER));
    }
    return contenders;
  }

  private void apply(Choices choices, long nowNanos) {
    for (PeerKey key : choices.choke()) {
      Peer peer = peers.get(key);
      if (peer != null) {
        uploads.choke(peer, nowNanos);
      }
    }
    for (PeerKey key : choices.unchoke()) {
      Peer peer = peers.get(key);
      if (peer != null) {
        uploads.unchoke(peer, nowNanos);
      }
    }
  }
}
