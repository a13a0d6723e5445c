package dev.sluice.dht.node;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * One of the two tables of the world: the nodes of IPv4 and those of IPv6 (BEP 32).
 *
 * <p>Each has its own name for a node's neighbours in messages, and for the wish to hear of them.
 */
@Bep(32)
public enum AddressFamily {
  /** Four bytes of address. */
  IPV4("nodes", "n4", PeerAddress.COMPACT_IPV4_BYTES),
  /** Sixteen bytes of address. */
  IPV6("nodes6", "n6", PeerAddress.COMPACT_IPV6_BYTES);

  private final String nodesKey;
  private final String wantName;
  private final int compactBytes;

  AddressFamily(String nodesKey, String wantName, int compactBytes) {
    this.nodesKey = nodesKey;
    this.wantName = wantName;
    this.compactBytes = compactBytes;
  }

  /** Returns the family of an address. */
  public static AddressFamily of(InetAddress address) {
    return address instanceof Inet4Address ? IPV4 : IPV6;
  }

  /** Returns the family of an address. */
  public static AddressFamily of(PeerAddress address) {
    return of(address.ip());
  }

  /** Returns the key of nodes of this family in an answer. */
  public String nodesKey() {
    return nodesKey;
  }

  /** Returns what stands in a {@code want} list for this family. */
  public String wantName() {
    return wantName;
  }

  /** Returns how many bytes an address and its port take. */
  public int compactPeerBytes() {
    return compactBytes;
  }

  /** Returns how many bytes an id, an address and its port take. */
  public int compactNodeBytes() {
    return NodeId.BYTES + compactBytes;
  }
}
