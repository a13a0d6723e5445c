package dev.sluice.api;

import dev.sluice.model.PeerHost;

/**
 * A host that a torrent has nothing to do with any more.
 *
 * @param host every port of an address, or of an IPv6 network; one port of the loopback
 * @param reason what it did, as the end of a sentence: "gave a bad block"
 */
public record BanView(PeerHost host, String reason) {
  /** Returns both, for people. */
  @Override
  public String toString() {
    return host + " (" + reason + ")";
  }
}
