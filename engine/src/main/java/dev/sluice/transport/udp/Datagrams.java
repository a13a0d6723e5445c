package dev.sluice.transport.udp;

import dev.sluice.model.PeerAddress;

/** The way out for datagrams. Safe for use by any thread. */
@FunctionalInterface
public interface Datagrams {
  /**
   * Sends one datagram, or drops it: as on the wire, nobody learns which. Never waits.
   *
   * @param payload all its bytes; not kept
   */
  void send(PeerAddress to, byte[] payload);

  /**
   * Sends one datagram that is lost where it does not pass in one piece, as far as the system can
   * be told so.
   *
   * @param payload all its bytes; not kept
   */
  default void sendWhole(PeerAddress to, byte[] payload) {
    send(to, payload);
  }
}
