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
   * other messages. Eighty such peers may hold 160 MiB, but honest ones hold some kilobytes.
   */
  static final int MAX_BYTES = 2 << 20;

  /** What a message takes beside its payload; about right for a record and its place in a list. */
  private static final int MESSAGE_BYTES = 32;

  final PeerOpening opening;

  /** As {@link Connections} knows it; it has no pieces. */
  final Peer peer;

  private final List<PeerMessage> words = new ArrayList<>();
  private int keptBytes;

  EarlyPeer(PeerOpening opening, long nowNanos) {
    this.opening = opening;
    this.peer = new Peer(opening, 0, nowNanos);
  }

  /** Keeps a message; returns false if it says more than can be kept. */
  boolean keep(PeerMessage message) {
    keptBytes += MESSAGE_BYTES + payloadBytes(message);
    return keptBytes <= MAX_BYTES && words.add(message);
  }

  private static int payloadBytes(PeerMessage message) {
    return switch (message) {
      case PeerMessage.Bitfield(var bits) -> bits.length;
      case PeerMessage.Extended extended -> extended.payload().length;
      default -> 0;
    };
  }

  /** Returns what it has said, in its order. */
  List<PeerMessage> words() {
    return words;
  }
}
