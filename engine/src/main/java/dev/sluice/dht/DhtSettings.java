package dev.sluice.dht;

import dev.sluice.dht.node.AddressFamily;
import java.util.Set;

/**
 * How we take part.
 *
 * @param families the tables we are in, one or both: those that our socket can reach
 * @param role whether we are of use to others
 */
public record DhtSettings(Set<AddressFamily> families, NodeRole role) {
  public DhtSettings {
    families = Set.copyOf(families);
    if (families.isEmpty()) {
      throw new IllegalArgumentException("a node is in one table at least");
    }
  }
}
