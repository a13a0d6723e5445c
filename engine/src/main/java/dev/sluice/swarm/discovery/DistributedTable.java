package dev.sluice.swarm.discovery;

import dev.sluice.dht.PeerQuest;
import dev.sluice.model.PeerAddress;

/** The distributed hash table as torrents see it. Nothing here waits. */
public interface DistributedTable {
  /** Nobody is there. */
  DistributedTable EMPTY =
      new DistributedTable() {
        @Override
        public void findPeers(PeerQuest quest) {}

        @Override
        public void visit(PeerAddress node) {}

        @Override
        public int port() {
          return 0;
        }
      };

  /** Looks for peers, and announces us if the quest says so. */
  void findPeers(PeerQuest quest);

  /** Says that a peer runs a node at this address. */
  void visit(PeerAddress node);

  /** Returns the port of our own node, which peers are told; 0 if there is none. */
  int port();
}
