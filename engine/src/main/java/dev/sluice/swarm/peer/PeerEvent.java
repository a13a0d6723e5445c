package dev.sluice.swarm.peer;

import dev.sluice.wire.Handshake;
import dev.sluice.wire.PeerMessage;

/**
 * What a connection tells its torrent. For each peer: {@code Opened} at most once, then any number
 * of {@code Received} and {@code Sent}, and {@code Closed} exactly once, as the last.
 */
public sealed interface PeerEvent {
  /** Returns the peer that it is about. */
  PeerKey peer();

  /** Answers it when nobody is to be a peer: a connection ends, a buffer goes back to its pool. */
  default void decline() {}

  /**
   * Handshakes have been exchanged and the info-hashes agree.
   *
   * @param link the way to send
   * @param handshake what the peer said
   */
  record Opened(PeerKey peer, PeerLink link, Handshake handshake) implements PeerEvent {
    @Override
    public void decline() {
      link.close();
    }
  }

  /**
   * A message has come.
   *
   * @param message [own] with the buffer of a {@code Piece}
   */
  record Received(PeerKey peer, PeerMessage message) implements PeerEvent {
    @Override
    public void decline() {
      if (message instanceof PeerMessage.Piece piece) {
        piece.data().release();
      }
    }
  }

  /** {@code payloadBytes} of the blocks queued by {@link PeerLink#sendBlock} have left. */
  record Sent(PeerKey peer, int payloadBytes) implements PeerEvent {}

  /**
   * The connection is over, or never came about.
   *
   * @param detail one line for the log
   */
  record Closed(PeerKey peer, Cause cause, String detail) implements PeerEvent {}

  /** Why a connection ended. */
  enum Cause {
    /** Nobody answered at the address, or not in time. */
    UNREACHABLE,
    /** The handshake was for another torrent. */
    WRONG_HANDSHAKE,
    /** The peer broke the protocol; or what it said first was no handshake. */
    VIOLATION,
    /** The peer, or the network, ended it; or we could not come to terms about a disguise. */
    REMOTE,
    /** We ended it. */
    LOCAL
  }
}
