package dev.sluice.simulation;

import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.transport.RateLimiters;
import dev.sluice.wire.Handshake;

/** A computer in the network: its address, its lines, its memory and who answers there. */
interface Place {
  PeerAddress address();

  Line out();

  Line in();

  /** Returns where payloads that arrive are put. */
  BlockBufferSource blocks();

  /** Returns what all connections of the computer share. */
  RateLimiters rates();

  /** Does disk work once everything before it is done. */
  void whenDiskIsFree(Runnable work);

  /** Returns whether nothing comes from here or gets here any more, and nobody is told. */
  boolean isCutOff();

  /** Returns whether somebody takes calls. */
  boolean isListening();

  /** Somebody calls, and has said which torrent it wants. */
  void onCall(Handshake.Opening opening, IncomingPeer caller);

  /** Returns what leaves for a block whose bytes were read: a liar changes some. */
  default void beforeSending(java.nio.ByteBuffer payload) {}

  /** Returns whether blocks asked for are sent at all. */
  default boolean sendsBlocks() {
    return true;
  }
}
