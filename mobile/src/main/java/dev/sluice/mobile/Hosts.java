package dev.sluice.mobile;

import dev.sluice.metainfo.Endpoint;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Hosts that a magnet link names. Only addresses count: looking up a name could take seconds. */
final class Hosts {
  private Hosts() {}

  static List<PeerAddress> literal(List<Endpoint> hosts) {
    List<PeerAddress> peers = new ArrayList<>();
    for (Endpoint host : hosts) {
      if (isLiteral(host.host())) {
        try {
          peers.add(new PeerAddress(InetAddress.getByName(host.host()), host.port()));
        } catch (UnknownHostException e) {
          // It only looked like an address; the swarm has other peers.
        }
      }
    }
    return peers;
  }

  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9]+(\\.[0-9]+){3}");
  }
}
