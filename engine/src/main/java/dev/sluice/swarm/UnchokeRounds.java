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
  private final Choker choker;
  private final PeerTable peers;
  private final Uploads uploads;
  private final TorrentProbe probe;

  /** At first, so that the first round is at once, whatever the clock shows. */
  private boolean interestChanged = true;

  UnchokeRounds(Choker choker, PeerTable peers, Uploads uploads, TorrentProbe probe) {
    this.choker = choker;
    this.peers = peers;
    this.uploads = uploads;
    this.probe = probe;
  }

  /** A peer has become interested, or is no longer: a slot may be free for somebody. */
  void onInterestChanged() {
    interestChanged = true;
  }

  /** Decides when a round is due or somebody may be waiting for a free slot. */
  void tick(Role role, long nowNanos) {
    if (interestChanged || nowNanos - choker.nextDueNanos() >= 0) {
      interestChanged = false;
      List<Contender> contenders = contenders(nowNanos);
      Choices choices = choker.decide(role, contenders, nowNanos);
      apply(choices, nowNanos);
      tell(contenders, choices);
    }
  }

  /** Returns whether a peer has the slot for trials. */
  boolean isOnTrial(Peer peer) {
    return choker.isOnTrial(peer.key);
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
