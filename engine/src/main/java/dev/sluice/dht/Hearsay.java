package dev.sluice.dht;

import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.http.AddressScope;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What may be believed of addresses that a stranger names: nobody on the Internet sends us into our
 * own network, to no single machine, or to a port where system services listen.
 */
final class Hearsay {
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private Hearsay() {}

  /** Returns whether who is at {@code teller} may know of somebody at {@code named}. */
  static boolean isPlausible(InetAddress teller, InetAddress named) {
    AddressScope scope = AddressScope.of(named);
    return scope != AddressScope.NOBODY && scope.compareTo(AddressScope.of(teller)) >= 0;
  }

  /** Returns the nodes that may be asked, of those that {@code teller} names. */
  static List<Node> plausible(PeerAddress teller, List<Node> named, NodeId own) {
    return named.stream()
        .filter(node -> !node.id().equals(own))
        .filter(node -> isPlausible(teller.ip(), node.address().ip()))
        .filter(node -> isHarmless(node.address()))
        .collect(Collectors.toList());
  }

  private static boolean isHarmless(PeerAddress address) {
    return address.port() >= FIRST_UNPRIVILEGED_PORT;
  }
}
