package dev.sluice.swarm;

/** placeholder until the choker is there */
final class UnchokeRounds {
  private final PeerTable peers;
  private final Uploads uploads;

  UnchokeRounds(PeerTable peers, Uploads uploads) {
    this.peers = peers;
    this.uploads = uploads;
  }

  void tick(boolean seeding, long nowNanos) {
    for (Peer peer : peers) {
      if (peer.interested) {
        uploads.unchoke(peer, nowNanos);
      }
    }
  }
}
