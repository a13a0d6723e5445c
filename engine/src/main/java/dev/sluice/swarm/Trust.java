package dev.sluice.swarm;

import dev.sluice.model.BlockPrints;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerHost;
import dev.sluice.storage.TorrentStorage;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.trust.BlameLedger;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the ledger what it must know to judge, and its verdicts to the peers.
 *
 * <p>Owned by the torrent actor.
 */
final class Trust {
  private static final Logger LOG = LoggerFactory.getLogger(Trust.class);

  private final BlameLedger ledger;
  private final Candidates candidates;
  private final PeerTable peers;
  private final TorrentStorage storage;

  Trust(PeerMemory memory, PeerTable peers, TorrentStorage storage) {
    this.ledger = memory.blame();
    this.candidates = memory.candidates();
    this.peers = peers;
    this.storage = storage;
  }

  void onMet(Peer peer) {
    ledger.met(peer.key, peer.address);
  }

  void onGone(Peer peer) {
    ledger.left(peer.key);
  }

  /** Returns whether the peer is to be given pieces of its own, to show what it is worth. */
  boolean isOnParole(Peer peer) {
    return ledger.isSuspect(peer.key);
  }

  /** A piece is good: if there was a bad copy, the disk is asked in what they differ. */
  void onPieceVerified(int pieceIndex, List<PeerKey> givers) {
    if (ledger.pieceVerified(pieceIndex, givers)) {
      storage.fingerprint(pieceIndex);
    }
  }

  void onPieceFailed(int pieceIndex, List<PeerKey> givers, BlockPrints prints) {
    banAll(ledger.pieceFailed(pieceIndex, givers, prints), "gave a bad piece");
  }

  /** The disk says what is in the blocks of a good piece. */
  void onFingerprints(int pieceIndex, BlockPrints good) {
    banAll(ledger.compare(pieceIndex, good), "gave a bad block");
  }

  private void banAll(List<PeerAddress> culprits, String why) {
    culprits.forEach(culprit -> ban(culprit, why));
  }

  /** Parts with a host for good: it is not called, and refused when it calls. */
  void ban(PeerAddress culprit, String why) {
    LOG.info("banned {}: it {}", PeerHost.of(culprit), why);
    candidates.ban(culprit, why);
    for (Peer peer : peers) {
      if (candidates.isBanned(peer.address)) {
        peer.link.close();
      }
    }
  }
}
