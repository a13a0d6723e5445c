package dev.sluice.cli;

import dev.sluice.api.Encryption;
import dev.sluice.api.PeerSource;
import dev.sluice.metainfo.Endpoint;
import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.Proxy;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to reach peers, and who they are. */
final class NetworkOptions {
  /** Whether connections are disguised (MSE), as one writes it. */
  enum EncryptionMode {
    prefer(Encryption.PREFER),
    require(Encryption.REQUIRE),
    off(Encryption.OFF);

    final Encryption policy;

    EncryptionMode(Encryption policy) {
      this.policy = policy;
    }
  }

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      converter = BindConverter.class,
      description = {
        "Listen on and connect from this IP address or network interface",
        "alone, as in --bind tun0; without it nothing goes out."
      })
  Optional<InetAddress> bind = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Listen on this port; 0 lets the system choose.")
  Optional<Integer> port = Optional.empty();

  @Option(
      names = "--peer",
      paramLabel = "HOST:PORT",
      split = ",",
      converter = EndpointConverter.class,
      description = "Connect to this peer; may be repeated.")
  List<Endpoint> peers = List.of();

  @Option(
      names = "--no-dht",
      arity = "0",
      fallbackValue = "true",
      description = "Do not look for peers in the DHT.")
  boolean isDhtOff;

  @Option(
      names = "--dht-bootstrap",
      paramLabel = "HOST:PORT",
      split = ",",
      converter = EndpointConverter.class,
      description = "Enter the DHT by this node, not the usual ones; may be repeated.")
  List<Endpoint> dhtBootstrap = List.of();

  @Option(
      names = "--no-lsd",
      arity = "0",
      fallbackValue = "true",
      description = "Do not look for peers on the local network.")
  boolean isLsdOff;

  @Option(
      names = "--no-pex",
      arity = "0",
      fallbackValue = "true",
      description = "Do not exchange addresses with peers.")
  boolean isPexOff;

  @Option(
      names = "--no-trackers",
      arity = "0",
      fallbackValue = "true",
      description = "Do not ask trackers.")
  boolean areTrackersOff;

  @Option(
      names = "--no-utp",
      arity = "0",
      fallbackValue = "true",
      description = "Talk to peers over TCP alone, not over uTP.")
  boolean isUtpOff;

  @Option(
      names = "--no-tcp",
      arity = "0",
      fallbackValue = "true",
      description = "Talk to peers over uTP alone, not over TCP.")
  boolean isTcpOff;

  @Option(
      names = "--no-portmap",
      arity = "0",
      fallbackValue = "true",
      description = "Do not ask the router to let peers in (PCP, NAT-PMP, UPnP).")
  boolean isPortMappingOff;

  @Option(names = "--max-peers", paramLabel = "N", description = "Connections per torrent.")
  Optional<Integer> maxPeers = Optional.empty();

  @Option(
      names = "--encryption",
      paramLabel = "MODE",
      description = "Disguise connections to peers: prefer (the usual), require or off.")
  EncryptionMode encryption = EncryptionMode.prefer;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      converter = ProxyConverter.class,
      description = {
        "Send everything through this proxy, and nothing around it:",
        "socks5://[USER:PASSWORD@]HOST:PORT or http://..."
      })
  Optional<Proxy> proxy = Optional.empty();

  @Mixin IpFilterOption filter = new IpFilterOption();

  /** Made by picocli. */
  NetworkOptions() {}

  /**
   * Refuses what makes no sense or is not built yet.
   *
   * @throws CommandFailure naming the option
   */
  void check() throws CommandFailure {
    if (bind.isPresent() && !isOurs(bind.get())) {
      throw CommandFailure.failure(
          "--bind " + bind.get().getHostAddress() + ": no address of this machine");
    }
    if (port.isPresent() && (port.get() < 0 || port.get() > 0xffff)) {
      throw CommandFailure.usage("--port " + port.get() + ": a port is 0 to 65535");
    }
    if (isTcpOff && isUtpOff) {
      throw CommandFailure.usage("--no-tcp and --no-utp together leave no way to any peer");
    }
    if (isTcpOff && proxy.isPresent()) {
      throw CommandFailure.usage("--no-tcp: through a proxy peers are reached over TCP alone");
    }
    if (maxPeers.isPresent() && maxPeers.get() < 1) {
      throw CommandFailure.usage("--max-peers " + maxPeers.get() + ": at least 1");
    }
  }

  /** Returns the ways in which the user wants no peers to be looked for. */
  Set<PeerSource> avoided() {
    Set<PeerSource> avoided = EnumSet.noneOf(PeerSource.class);
    if (isDhtOff) {
      avoided.add(PeerSource.DHT);
    }
    if (isLsdOff) {
      avoided.add(PeerSource.LSD);
    }
    if (isPexOff) {
      avoided.add(PeerSource.PEX);
    }
    return avoided;
  }

  /** Returns by what connections to peers may travel; at least one, once checked. */
  Set<Carrier> carriers() {
    Set<Carrier> carriers = EnumSet.allOf(Carrier.class);
    if (isUtpOff) {
      carriers.remove(Carrier.UTP);
    }
    if (isTcpOff) {
      carriers.remove(Carrier.TCP);
    }
    return carriers;
  }

  /** Returns by which nodes to enter the DHT, none for the usual ones; empty if it is off. */
  Optional<List<Endpoint>> dht() {
    return isDhtOff ? Optional.empty() : Optional.of(dhtBootstrap);
  }

  /** Returns an option's value as the settings take it. */
  static OptionalInt optionalInt(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /**
   * Returns where the peers are that the user named.
   *
   * @throws CommandFailure naming the host that is not found, or must not be looked up: with a
   *     proxy no name is, but the proxy's own
   */
  List<PeerAddress> addresses() throws CommandFailure {
    List<PeerAddress> addresses = new ArrayList<>();
    for (Endpoint peer : peers) {
      if (proxy.isPresent() && !isLiteral(peer.host())) {
        throw CommandFailure.usage(
            "--peer " + peer + ": with --proxy no name is looked up; write its IP address");
      }
      try {
        addresses.add(new PeerAddress(InetAddress.getByName(peer.host()), peer.port()));
      } catch (UnknownHostException _) {
        throw CommandFailure.failure("--peer " + peer + ": no such host; check the name");
      }
    }
    return addresses;
  }

  private static boolean isLiteral(String host) {
    try {
      return InetAddress.ofLiteral(host) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /**
   * Returns where the peers are that a link names. It is only a hint: a host that is unknown, or
   * that must not be looked up, is left out.
   */
  List<PeerAddress> knownAddresses(List<Endpoint> hints) {
    List<PeerAddress> addresses = new ArrayList<>();
    for (Endpoint hint : hints) {
      if (proxy.isPresent() && !isLiteral(hint.host())) {
        continue;
      }
      try {
        addresses.add(new PeerAddress(InetAddress.getByName(hint.host()), hint.port()));
      } catch (UnknownHostException _) {
        // Others may know better; the user did not ask for this host by name.
      }
    }
    return addresses;
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) {
      return true; // the system does not tell; binding will
    }
  }
}
