package dev.sluice.swarm.trust;

import dev.sluice.swarm.peer.PeerKey;
import java.util.List;

/** placeholder */
public final class BlameLedger {
  /** x */
  public BlameLedger() {}
  /** x */
  public void onGood(PeerKey peer) {}
  /** x */
  public List<PeerKey> onBad(List<PeerKey> givers) { return List.of(); }
}
