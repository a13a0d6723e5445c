package dev.sluice.dht.krpc;

import dev.sluice.bencode.BString;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Nodes one behind the other, without anything between.
 *
 * <pre>
 *   20 bytes id | 4 or 16 bytes address | 2 bytes port, big-endian
 * </pre>
 */
@Bep({5, 32})
public final class CompactNodes {
  private CompactNodes() {}

  /** Returns those of {@code nodes} that are of {@code family}. */
  public static byte[] encode(List<Node> nodes, AddressFamily family) {
    List<Node> own =
        nodes.stream().filter(node -> node.family() == family).collect(Collectors.toList());
    ByteBuffer bytes = ByteBuffer.allocate(own.size() * family.compactNodeBytes());
    for (Node node : own) {
      node.id().writeTo(bytes);
      bytes.put(node.address().toCompact());
    }
    return bytes.array();
  }

  /**
   * Returns the nodes of {@code bytes}, without those whose port is 0; a rest that is no whole node
   * is passed over.
   *
   * @param max entries that are looked at
   */
  public static List<Node> decode(BString bytes, AddressFamily family, int max) {
    byte[] source = bytes.toBytes();
    int entryBytes = family.compactNodeBytes();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < max && (i + 1) * entryBytes <= source.length; i++) {
      byte[] entry = Arrays.copyOfRange(source, i * entryBytes, (i + 1) * entryBytes);
      NodeId id = NodeId.readFrom(ByteBuffer.wrap(entry));
      byte[] address = Arrays.copyOfRange(entry, NodeId.BYTES, entryBytes);
      for (PeerAddress each : PeerAddress.listFromCompact(address, address.length)) {
        nodes.add(new Node(id, each));
      }
    }
    return nodes;
  }
}
