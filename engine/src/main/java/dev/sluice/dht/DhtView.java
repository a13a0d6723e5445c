package dev.sluice.dht;

import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.NodeId;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * How the DHT stands.
 *
 * @param families by family
 * @param traffic counts since the start
 */
public record DhtView(Map<AddressFamily, FamilyView> families, Traffic traffic) {
  public DhtView {
    families = Map.copyOf(families);
  }

  /** Returns how many nodes we can rely on, of all families. */
  public int nodeCount() {
    return families.values().stream().mapToInt(FamilyView::nodeCount).sum();
  }

  /**
   * Our place in one table.
   *
   * @param id what we call ourselves
   * @param nodeCount nodes that have answered us
   * @param externalAddress where others see us, once enough of them agree
   * @param torrentCount torrents that we keep peers of, for others
   * @param peerCount those peers
   * @param itemCount items that we keep for others
   */
  public record FamilyView(
      NodeId id,
      int nodeCount,
      Optional<InetAddress> externalAddress,
      int torrentCount,
      int peerCount,
      int itemCount) {}

  /**
   * What went over the wire.
   *
   * @param sentCount questions we asked
   * @param heardCount questions of others that we answered
   * @param refusedCount questions of others that were too many
   * @param malformedCount datagrams that were no messages
   */
  public record Traffic(long sentCount, long heardCount, long refusedCount, long malformedCount) {}
}
