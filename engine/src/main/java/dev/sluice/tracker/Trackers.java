package dev.sluice.tracker;

import dev.sluice.model.InfoHash;
import dev.sluice.transport.http.HttpLimits;
import dev.sluice.transport.http.HttpNetwork;
import dev.sluice.transport.http.SocketHttpClient;
import dev.sluice.transport.proxy.ProxyServer;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Asks any tracker in the protocol that its URL names; refuses other protocols by name. */
public final class Trackers implements TrackerClient {
  private final TrackerPolicy policy;
  private final TrackerClient http;
  private final TrackerClient udp;

  Trackers(TrackerPolicy policy, TrackerClient http, TrackerClient udp) {
    this.policy = policy;
    this.http = http;
    this.udp = udp;
  }

  /**
   * Returns the client for the real network.
   *
   * @param bind the local address that everything leaves from, {@code --bind}; empty leaves it to
   *     the system
   * @param proxy what everything goes through; empty is the direct way
   * @param random must be unpredictable and fit for many threads, as {@code SecureRandom} is: it is
   *     what forged UDP answers have to guess
   * @param userAgent what we call ourselves, like {@code Sluice/0.1}
   */
  public static Trackers overNetwork(
      Optional<InetAddress> bind, Optional<ProxyServer> proxy, Random random, String userAgent) {
    TrackerPolicy policy = new TrackerPolicy();
    SocketHttpClient http =
        new SocketHttpClient(HttpNetwork.system(bind, proxy), HttpLimits.SMALL, userAgent);
    UdpNetwork udp =
        proxy
            .map(server -> UdpNetwork.through(server, bind, random))
            .orElseGet(() -> UdpNetwork.system(bind, random));
    return new Trackers(
        policy, new HttpTracker(http, policy), new UdpTracker(udp, policy, UdpTimeouts.USUAL));
  }

  @Override
  public AnnounceReply announce(URI tracker, AnnounceRequest request) throws InterruptedException {
    Optional<String> objection = policy.objection(tracker);
    if (objection.isPresent()) {
      return new AnnounceReply.Refused(objection.get(), new AnnounceReply.Retry.Never());
    }
    return clientFor(tracker).announce(tracker, request);
  }

  @Override
  public ScrapeReply scrape(URI tracker, List<InfoHash> torrents) throws InterruptedException {
    Optional<String> objection = policy.objection(tracker);
    if (objection.isPresent()) {
      return new ScrapeReply.Refused(objection.get());
    }
    return clientFor(tracker).scrape(tracker, torrents);
  }

  private TrackerClient clientFor(URI tracker) {
    return tracker.getScheme().toLowerCase(Locale.ROOT).equals("udp") ? udp : http;
  }
}
