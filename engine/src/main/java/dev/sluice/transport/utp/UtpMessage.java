package dev.sluice.transport.utp;

import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Race;
import dev.sluice.transport.udp.Datagram;

/** What the uTP actor is told. */
sealed interface UtpMessage {
  /**
   * A datagram has come that looks like a packet.
   *
   * @param datagram [own]
   */
  record Received(Datagram datagram) implements UtpMessage {}

  /** A peer is to be called; {@code outcome} is told what came of it. */
  record Call(PeerAddress remote, Race outcome) implements UtpMessage {}

  /** A router of ours is to let calls from {@code remote} in. */
  record Knock(PeerAddress remote) implements UtpMessage {}

  /** The peer's writer has put bytes in, or its reader has made room. */
  record Stirred(UtpConnection connection) implements UtpMessage {}

  /** Nobody uses the connection any more. */
  record Closed(UtpConnection connection) implements UtpMessage {}

  /** A moment has passed. */
  record Tick() implements UtpMessage {}
}
