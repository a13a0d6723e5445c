package dev.sluice.swarm;

import dev.sluice.model.BlockRef;
import dev.sluice.swarm.peer.PeerLink;
import dev.sluice.wire.PeerMessage;
import java.util.ArrayList;
import java.util.List;

/** The way to a peer that takes everything, sends nothing, and remembers. */
final class RecordingLink implements PeerLink {
  final List<PeerMessage> messages = new ArrayList<>();
  final List<BlockRef> blocks = new ArrayList<>();
  int maxBlocks = Integer.MAX_VALUE;
  int unsent;
  boolean heldBack;
  boolean closed;

  @Override
  public boolean send(PeerMessage message) {
    return messages.add(message);
  }

  @Override
  public int unsentMessages() {
    return unsent;
  }

  @Override
  public boolean sendBlock(BlockRef block) {
    return blocks.size() < maxBlocks && blocks.add(block);
  }

  @Override
  public boolean cancelBlock(BlockRef block) {
    return blocks.remove(block);
  }

  @Override
  public List<BlockRef> cancelBlocks() {
    List<BlockRef> cancelled = List.copyOf(blocks);
    blocks.clear();
    return cancelled;
  }

  @Override
  public boolean isHeldBack() {
    return heldBack;
  }

  @Override
  public boolean isSendingHeldBack() {
    return false;
  }

  @Override
  public void close() {
    closed = true;
  }
}
