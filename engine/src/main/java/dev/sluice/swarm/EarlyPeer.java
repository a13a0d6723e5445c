package dev.sluice.swarm;

import dev.sluice.wire.PeerMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer that was met before it was known which pieces the torrent has, and what it has said so
 * far, raw: what that means is found out when its torrent can tell.
 *
 * <p>Owned by the torrent actor.
 */
final class EarlyPeer {
  /**
   * Bytes of what one peer says too early: the longest bitfield there is, and as much again of
   * other messages.
   */
  static final int MAX_BYTES = 2 << 20;

  /** What a message takes beside its payload; about right for a record and its place in a list. */
  private static final int MESSAGE_BYTES = 32;

  final PeerOpening opening;

  /** As {@link Connections} knows it; it has no pieces. */
  final Peer peer;

  private final List<PeerMessage> words = new ArrayList<>();
  private int keptBytes;
  private boolean isOver;

  EarlyPeer(PeerOpening opening, long nowNanos) {
    this.opening = opening;
    this.peer = new Peer(opening, 0, nowNanos);
  }

  /** Keeps a message; returns false if it says more than can be kept. */
  boolean keep(PeerMessage message) {
    if (isOver) {
      return true; // it was under way
    }
    keptBytes += MESSAGE_BYTES + payloadBytes(message);
    return keptBytes <= MAX_BYTES && words.add(message);
  }

  /** Closes its connection and forgets what it has said. */
  void partWith() {
    isOver = true;
    peer.link.close();
    words.clear();
    keptBytes = 0;
  }

  private static int payloadBytes(PeerMessage message) {
    return switch (message) {
      case PeerMessage.Bitfield(var bits) -> bits.length;
      case PeerMessage.Extended extended -> extended.payload().length;
      default -> 0;
    };
  }

  /** Returns about how much memory that takes. */
  int keptBytes() {
    return keptBytes;
  }

  /** Returns what it has said, in its order. */
  List<PeerMessage> words() {
    return words;
  }
}
