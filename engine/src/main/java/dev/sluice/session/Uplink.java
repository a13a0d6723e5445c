package dev.sluice.session;

import dev.sluice.actor.Actors;
import dev.sluice.tracker.Trackers;
import dev.sluice.transport.Dialer;
import dev.sluice.transport.proxy.ProxyDialer;
import dev.sluice.transport.proxy.ProxyServer;
import dev.sluice.transport.tcp.TcpListener;
import dev.sluice.transport.tcp.TcpTransport;
import java.util.Optional;
import java.util.random.RandomGenerator;

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
  private static final String USER_AGENT = "Sluice/0.1.0";

  /** Opens the listening port, where there is to be one. */
  static Uplink open(SessionSettings settings, Actors actors, RandomGenerator chance) {
    TcpTransport tcp = new TcpTransport(settings.bindAddress());
    Optional<ProxyServer> proxy = settings.proxy().map(ProxyServer::new);
    Trackers trackers = Trackers.overNetwork(settings.bindAddress(), proxy, chance, USER_AGENT);
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
}
