package dev.sluice.session;

import dev.sluice.actor.Actors;
import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.Version;
import dev.sluice.tracker.Trackers;
import dev.sluice.transport.Connection;
import dev.sluice.transport.Dialer;
import dev.sluice.transport.Listener;
import dev.sluice.transport.RacingDialer;
import dev.sluice.transport.http.HttpLimits;
import dev.sluice.transport.http.HttpNetwork;
import dev.sluice.transport.http.SocketHttpClient;
import dev.sluice.transport.portmap.PortMapper;
import dev.sluice.transport.portmap.Wish;
import dev.sluice.transport.proxy.ProxyDialer;
import dev.sluice.transport.proxy.ProxyServer;
import dev.sluice.transport.tcp.TcpListener;
import dev.sluice.transport.tcp.TcpTransport;
import dev.sluice.transport.utp.UtpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The network as the settings let us see it: the one place that knows whether there is a proxy.
 *
 * <p>With a proxy nothing goes around it. Peers and trackers are reached through it, or not at all;
 * nobody can call us, for a socket that listens would answer from our own address; and what cannot
 * go through a proxy stays off.
 *
 * @param dialer reaches peers
 * @param trackers reaches trackers
 * @param listeners where peers call us, if they can; the first is the one that others are told of
 * @param datagrams our UDP socket, if there is to be one
 * @param note one sentence for people if they cannot, or not as wished; else empty
 */
record Uplink(
    Dialer dialer,
    Trackers trackers,
    List<Listener> listeners,
    Optional<DatagramDoor> datagrams,
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
      return new Uplink(dialer, trackers, List.of(), Optional.empty(), note);
    }
    boolean wantsTcp = settings.carriers().contains(Carrier.TCP);
    Optional<TcpListener> listener =
        wantsTcp ? PortSearch.listen(tcp, settings.port()) : Optional.empty();
    int port = listener.map(TcpListener::port).orElse(settings.port());
    Optional<DatagramDoor> datagrams = DatagramDoor.open(settings, port, actors, chance);
    Optional<UtpTransport> utp = datagrams.flatMap(DatagramDoor::utp);
    Map<Carrier, Dialer> ways = new LinkedHashMap<>();
    List<Listener> listeners = new ArrayList<>();
    if (wantsTcp) {
      ways.put(Carrier.TCP, tcp);
    }
    listener.ifPresent(listeners::add);
    utp.ifPresent(open -> ways.put(Carrier.UTP, open));
    utp.ifPresent(open -> listeners.add(open.listener()));
    Optional<Listener> told = listeners.stream().findFirst();
    Dialer dialer = ways.isEmpty() ? Uplink::nowhere : RacingDialer.of(actors, ways);
    return new Uplink(
        dialer,
        trackers,
        List.copyOf(listeners),
        datagrams,
        PortSearch.note(
            told, settings.port(), utp.flatMap(open -> datagrams).map(DatagramDoor::port)));
  }

  /** Only uTP was wished for, and no socket could be had for it. */
  private static Connection nowhere(PeerAddress address, Duration timeout) throws IOException {
    throw new IOException("no UDP socket to reach " + address);
  }

  /** Returns the listeners, deaf to those whom the settings block. */
  List<Listener> listenersFor(SessionSettings settings) {
    return listeners.stream()
        .map(each -> new SelectiveListener(each, settings.blocked()))
        .collect(Collectors.toList());
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
    List<Wish> wishes = new ArrayList<>();
    listeners.stream()
        .filter(TcpListener.class::isInstance)
        .forEach(open -> wishes.add(new Wish(Wish.Transport.TCP, open.port())));
    datagrams.ifPresent(open -> wishes.add(new Wish(Wish.Transport.UDP, open.port())));
    if (wishes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        PortMapper.start(
            PortMapper.Plan.forLocalNetwork(wishes, settings.bindAddress(), http, chance), actors));
  }
}
