package dev.sluice.swarm.peer;

import dev.sluice.model.BlockRef;
import dev.sluice.wire.PeerMessage;
import java.util.List;

/**
 * The way from a torrent to one peer. Never waits; order is kept, but that blocks may overtake each
 * other's control messages.
 */
public interface PeerLink {
  /**
   * Queues a message.
   *
   * @param message anything but a piece, which goes by {@link #sendBlock}
   * @return false if the queue is full or the link is closed: the peer does not read, end it
   */
  boolean send(PeerMessage message);

  /**
   * Queues a block to be read from disk when the peer takes it.
   *
   * @return false if the queue is full or the link is closed
   */
  boolean sendBlock(BlockRef block);

  /** Takes a queued block back; returns whether it had not left yet. */
  boolean cancelBlock(BlockRef block);

  /** Takes all queued blocks back, as when the peer is choked; returns them in their order. */
  List<BlockRef> cancelBlocks();

  /** Ends the connection; {@link PeerEvent.Closed} follows. */
  void close();
}
