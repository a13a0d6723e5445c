package dev.sluice.dht;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BDictionaryBuilder;
import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.bencode.BencodeLimits;
import dev.sluice.dht.krpc.CompactNodes;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is worth knowing at the next start.
 *
 * <pre>
 *   {"id": our id of IPv4, "id6": of IPv6, "nodes": compact, "nodes6": compact, "version": 1}
 * </pre>
 *
 * @param ids what we called ourselves, by family: others know us by it
 * @param nodes those that answered last, the best first
 */
public record SavedNodes(Map<AddressFamily, NodeId> ids, List<Node> nodes) {
  /** The form above. */
  static final int VERSION = 1;

  /** Nodes of one family: two or three times what a table holds in use. */
  static final int MAX_NODES = 400;

  /** Twice what {@link #MAX_NODES} take. */
  static final int MAX_BYTES = 64 << 10;

  private static final BencodeLimits LIMITS = new BencodeLimits(4, 100, MAX_BYTES);

  public SavedNodes {
    ids = Map.copyOf(ids);
    nodes = List.copyOf(nodes);
  }

  /** Returns the content of a file. */
  byte[] encode() {
    BDictionaryBuilder file = BDictionary.builder().put("version", VERSION);
    ids.forEach((family, id) -> file.put(idKey(family), id.toBytes()));
    for (AddressFamily family : AddressFamily.values()) {
      List<Node> own =
          nodes.stream().filter(node -> node.family() == family).collect(Collectors.toList());
      List<Node> kept = own.subList(0, Math.min(MAX_NODES, own.size()));
      file.put(family.nodesKey(), CompactNodes.encode(kept, family));
    }
    return file.build().encode();
  }

  private static String idKey(AddressFamily family) {
    return family == AddressFamily.IPV4 ? "id" : "id6";
  }

  /**
   * Returns what a file says.
   *
   * @param bytes [own] its content
   * @return nothing if it is of another version
   * @throws BencodeException if it is no such file
   */
  static SavedNodes decode(byte[] bytes) throws BencodeException {
    BDictionary file = Bencode.decodeDictionary(bytes, LIMITS);
    Map<AddressFamily, NodeId> ids = new EnumMap<>(AddressFamily.class);
    List<Node> nodes = new ArrayList<>();
    if (file.requireInteger("version") != VERSION) {
      return new SavedNodes(ids, nodes);
    }
    for (AddressFamily family : AddressFamily.values()) {
      file.string(idKey(family))
          .filter(id -> id.length() == NodeId.BYTES)
          .ifPresent(id -> ids.put(family, NodeId.of(id.toBytes())));
      file.string(family.nodesKey())
          .ifPresent(list -> nodes.addAll(CompactNodes.decode(list, family, MAX_NODES)));
    }
    return new SavedNodes(ids, nodes);
  }
}
