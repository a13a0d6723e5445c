package dev.sluice.swarm.picking;

import dev.sluice.swarm.peer.PeerKey;
import java.util.HashMap;
import java.util.Map;

/**
 * How many blocks each peer owes us, late ones left out.
 *
 * <p>Owned by the torrent actor.
 */
final class Debts {
  private final Map<PeerKey, Debt> debts = new HashMap<>();

  private static final class Debt {
    int blocks;
  }

  /** Returns how many blocks the peer owes. */
  int of(PeerKey peer) {
    Debt debt = debts.get(peer);
    return debt == null ? 0 : debt.blocks;
  }

  /** Notes that the peer owes one block more. */
  void add(PeerKey peer) {
    debts.computeIfAbsent(peer, key -> new Debt()).blocks++;
  }

  /** Notes that the peer owes this block no longer, if it does. */
  void settle(PeerKey peer, StartedPiece piece, int block) {
    Debt debt = debts.get(peer);
    if (debt != null && piece.isOwedBy(block, peer)) {
      debt.blocks--;
    }
  }

  /** Notes that nobody owes a block of the piece any longer. */
  void settleAll(StartedPiece piece) {
    if (piece.busyCount() == 0) {
      return;
    }
    debts.forEach((peer, debt) -> {
      for (int block = 0; block < piece.blockCount(); block++) {
        if (piece.isOwedBy(block, peer)) {
          debt.blocks--;
        }
      }
    });
  }

  /** Forgets the peer, which owes nothing. */
  void forget(PeerKey peer) {
    debts.remove(peer);
  }
}
