package dev.sluice.session;

import dev.sluice.actor.Actors;
import dev.sluice.model.Version;
import dev.sluice.tracker.Trackers;
import dev.sluice.transport.Dialer;
import dev.sluice.transport.http.HttpLimits;
import dev.sluice.transport.http.HttpNetwork;
import dev.sluice.transport.http.SocketHttpClient;
import dev.sluice.transport.portmap.PortMapper;
import dev.sluice.transport.portmap.Wish;
import dev.sluice.transport.proxy.ProxyDialer;
import dev.sluice.transport.proxy.ProxyServer;
import dev.sluice.transport.tcp.TcpListener;
import dev.sluice.transport.tcp.TcpTransport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The network as the settings let us see it: the one place that knows whether there is a proxy.
 *
 * <p>With a proxy nothing goes around it. Peers and trackers are reached through it, or not at all;
 * nobody can call us, for a socket that listens would answer from our own address; and what cannot
 * go through a proxy stays off.
 *
 * @param dialer reaches peers
 * @param trackers reaches trackers
 * @param listener where peers call us, if they can
 * @param dht our node of the distributed hash table, if there is to be one
 * @param note one sentence for people if they cannot, or not as wished; else empty
 */
record Uplink(
    Dialer dialer,
    Trackers trackers,
    Optional<TcpListener> listener,
    Optional<DhtNode> dht,
    String note) {

  /** Opens the listening port, where there is to be one. */
  static Uplink open(SessionSettings settings, Actors actors, Random chance) {
    TcpTransport tcp = new TcpTransport(settings.bindAddress());
    Optional<ProxyServer> proxy = settings.proxy().map(ProxyServer::new);
    Trackers trackers =
        Trackers.overNetwork(settings.bindAddress(), proxy, chance, Version.PRODUCT);
    if (proxy.isPresent()) {
      Dialer dialer = new ProxyDialer(proxy.get(), tcp, actors);
      String note = "everything goes through " + proxy.get() + ": peers cannot connect to us";
      return new Uplink(dialer, trackers, Optional.empty(), Optional.empty(), note);
    }
    Optional<TcpListener> listener = PortSearch.listen(tcp, settings.port());
    int port = listener.map(TcpListener::port).orElse(settings.port());
    Optional<DhtNode> dht =
        settings
            .dhtBootstrap()
            .flatMap(bootstrap -> DhtNode.start(actors, settings, bootstrap, port, chance));
    return new Uplink(tcp, trackers, listener, dht, PortSearch.note(listener, settings.port()));
  }

  /**
   * Begins to ask routers for the listening port, unless nobody can call us there anyway: there is
   * none, or it is on the loopback. With a proxy there is none.
   */
  Optional<PortMapper> mapPort(SessionSettings settings, Actors actors, Random chance) {
    boolean isReachable = !settings.bindAddress().map(InetAddress::isLoopbackAddress).orElse(false);
    if (!settings.portMapping() || !isReachable) {
      return Optional.empty();
    }
    SocketHttpClient http =
        new SocketHttpClient(
            HttpNetwork.system(settings.bindAddress()), HttpLimits.SMALL, Version.PRODUCT);
    return listener.map(open -> {
      List<Wish> wishes = new ArrayList<>(List.of(new Wish(Wish.Transport.TCP, open.port())));
      dht.ifPresent(node -> wishes.add(new Wish(Wish.Transport.UDP, node.port())));
      return PortMapper.start(
          PortMapper.Plan.forLocalNetwork(wishes, settings.bindAddress(), http, chance), actors);
    });
  }
}
