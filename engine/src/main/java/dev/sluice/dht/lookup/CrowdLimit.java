package dev.sluice.dht.lookup;

import dev.sluice.dht.node.Subnet;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many nodes of one address, and of one subnet, a search believes in. Without it one machine
 * could be all the neighbours of a key. Owned by the search.
 */
final class CrowdLimit {
  private final int maxPerSubnet;
  private final Set<InetAddress> hosts = new HashSet<>();
  private final Map<Subnet, Integer> subnets = new HashMap<>();

  CrowdLimit(int maxPerSubnet) {
    this.maxPerSubnet = maxPerSubnet;
  }

  /** Returns whether one more node at {@code ip} may come in; always for local addresses. */
  boolean admits(InetAddress ip) {
    Optional<Subnet> subnet = Subnet.of(ip);
    return subnet.isEmpty()
        || (!hosts.contains(ip) && subnets.getOrDefault(subnet.get(), 0) < maxPerSubnet);
  }

  void entered(InetAddress ip) {
    Subnet.of(ip)
        .ifPresent(subnet -> {
          hosts.add(ip);
          subnets.merge(subnet, 1, Integer::sum);
        });
  }

  void left(InetAddress ip) {
    Subnet.of(ip)
        .ifPresent(subnet -> {
          hosts.remove(ip);
          subnets.merge(subnet, -1, Integer::sum);
        });
  }
}
