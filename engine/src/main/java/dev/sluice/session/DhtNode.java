package dev.sluice.session;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.dht.Bootstrap;
import dev.sluice.dht.BootstrapHosts;
import dev.sluice.dht.Dht;
import dev.sluice.dht.DhtSettings;
import dev.sluice.dht.DhtWorld;
import dev.sluice.dht.NodeFile;
import dev.sluice.dht.NodeRole;
import dev.sluice.dht.PeerQuest;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.metainfo.Endpoint;
import dev.sluice.model.AddressRanges;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.DistributedTable;
import dev.sluice.transport.http.AddressScope;
import dev.sluice.transport.http.NameResolver;
import dev.sluice.transport.udp.Datagram;
import dev.sluice.transport.udp.Datagrams;
import dev.sluice.transport.udp.UdpSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The session's node of the distributed hash table, with its file. */
final class DhtNode implements DistributedTable {
  /** How long it may take to stop: it waits for nothing. */
  private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int port;
  private final NodeFile file;
  private final Dht dht;

  private DhtNode(int port, NodeFile file, Dht dht) {
    this.port = port;
    this.file = file;
    this.dht = dht;
  }

  /**
   * Starts a node that sends by {@code socket}; what comes there is to be given to {@link
   * #datagrams}.
   */
  static DhtNode start(
      Actors actors,
      SessionSettings settings,
      List<Endpoint> bootstrap,
      UdpSocket socket,
      Random chance) {
    NodeFile file = new NodeFile(actors, settings.stateDirectory());
    AddressRanges blocked = settings.blocked();
    Datagrams out =
        (to, payload) -> {
          if (!blocked.contains(to.ip())) {
            socket.send(to, payload);
          }
        };
    DhtWorld world = new DhtWorld(actors, out, chance, hosts(actors, bootstrap, chance), file);
    Dht dht = Dht.start(world, new DhtSettings(families(settings.bindAddress()), NodeRole.FULL));
    return new DhtNode(socket.port(), file, dht);
  }

  /** Returns where the datagrams go that are none of uTP's. */
  Sink<Datagram> datagrams() {
    return dht.datagrams();
  }

  private static Bootstrap hosts(Actors actors, List<Endpoint> bootstrap, Random chance) {
    List<BootstrapHosts.Host> hosts =
        bootstrap.stream()
            .map(each -> new BootstrapHosts.Host(each.host(), each.port()))
            .collect(Collectors.toList());
    return new BootstrapHosts(actors, NameResolver.SYSTEM, chance, hosts);
  }

  private static Set<AddressFamily> families(Optional<InetAddress> bind) {
    if (bind.isPresent() && !bind.get().isAnyLocalAddress()) {
      return Set.of(AddressFamily.of(bind.get()));
    }
    return hasPublicIpv6() ? EnumSet.allOf(AddressFamily.class) : Set.of(AddressFamily.IPV4);
  }

  private static boolean hasPublicIpv6() {
    try {
      return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
          .flatMap(each -> Collections.list(each.getInetAddresses()).stream())
          .anyMatch(ip -> ip instanceof Inet6Address && AddressScope.of(ip) == AddressScope.PUBLIC);
    } catch (SocketException e) {
      return false;
    }
  }

  @Override
  public void findPeers(PeerQuest quest) {
    dht.findPeers(quest);
  }

  @Override
  public void visit(PeerAddress node) {
    dht.visit(node);
  }

  @Override
  public int port() {
    return port;
  }

  /** Says that our network was away, or has changed. */
  void rejoin() {
    dht.rejoin();
  }

  /** Stops the node and saves whom it knows. */
  void close() throws InterruptedException {
    dht.stop();
    if (dht.awaitStopped(STOP_NANOS)) {
      file.write(dht.savedNodes());
    }
  }
}
