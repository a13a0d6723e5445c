package dev.sluice.dht.node;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;

/**
 * A member of the table: what it calls itself, and where it is.
 *
 * @param id its id, as it or somebody else says
 * @param address where it takes datagrams
 */
@Bep(5)
public record Node(NodeId id, PeerAddress address) {
  /** Returns the table that it belongs to. */
  public AddressFamily family() {
    return AddressFamily.of(address);
  }

  /** Returns whether its address entitles it to its id, see {@link SecureIds}. */
  public boolean isSecure() {
    return SecureIds.isSecure(id, address.ip());
  }

  @Override
  public String toString() {
    return id + "@" + address;
  }
}
