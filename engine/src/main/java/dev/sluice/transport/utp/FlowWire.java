package dev.sluice.transport.utp;

/** The way to one peer, for datagrams; none is kept, and nobody learns which are lost. */
interface FlowWire {
  /** Sends a datagram, in pieces if there is no other way. */
  void send(byte[] datagram);

  /** Sends a datagram that is lost where it does not pass in one piece. */
  void sendWhole(byte[] datagram);
}
