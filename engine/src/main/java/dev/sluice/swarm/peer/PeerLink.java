package dev.sluice.swarm.peer;

import dev.sluice.model.BlockRef;
import dev.sluice.model.Carrier;
import dev.sluice.wire.PeerMessage;
import java.util.List;

/**
 * The way from a torrent to one peer. Never waits. Messages keep their order, and so do blocks; a
 * message may overtake blocks queued before it.
 */
public interface PeerLink {
  /** Returns by what it travels. */
  default Carrier carrier() {
    return Carrier.TCP;
  }

  /**
   * Queues a message; a {@code have} is left out when many wait already.
   *
   * @param message anything but a piece, which goes by {@link #sendBlock}
   * @return false if the queue is full or the link is closed: the peer does not read, end it
   */
  boolean send(PeerMessage message);

  /** Returns how many messages are queued and have not left yet. */
  int unsentMessages();

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

  /**
   * Returns whether we ourselves keep the peer from being heard just now: what it sends waits for
   * the download limit.
   */
  boolean isHeldBack();

  /** Returns whether blocks that the peer is to have wait for the upload limit just now. */
  boolean isSendingHeldBack();

  /** Ends the connection; {@link PeerEvent.Closed} follows. */
  void close();
}
