package dev.sluice.session;

import dev.sluice.model.AddressRanges;
import dev.sluice.model.Proxy;
import dev.sluice.model.Version;
import dev.sluice.transport.http.HttpLimits;
import dev.sluice.transport.http.HttpNetwork;
import dev.sluice.transport.http.HttpPolicy;
import dev.sluice.transport.http.HttpResponse;
import dev.sluice.transport.http.SocketHttpClient;
import dev.sluice.transport.proxy.ProxyServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A list of addresses that are to be no peers.
 *
 * @param blocked the addresses
 * @param badLines how many lines were not understood, and left out
 * @param firstBad where the first of them is, for people; empty if there is none
 */
public record IpFilter(AddressRanges blocked, int badLines, String firstBad) {
  /** As sent and, where the server compresses it under way, decompressed. */
  static final int MAX_FETCHED_BYTES = 128 << 20;

  private static final HttpLimits LIMITS =
      new HttpLimits(64 * 1024, MAX_FETCHED_BYTES, 5, TimeUnit.MINUTES.toNanos(2));

  /**
   * Reads a list of P2P, DAT or CIDR lines, plain or compressed with gzip.
   *
   * @throws IOException if it cannot be read, or is larger than any list is
   */
  public static IpFilter read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return IpFilterReader.read(in);
    }
  }

  /**
   * Fetches such a list.
   *
   * @param url of http or https, which the user named and may therefore lead anywhere; what it
   *     redirects to may not lead from the Internet into a local network, nor from https to http
   * @param bind the local address that it is fetched from; empty leaves it to the system
   * @param proxy what it is fetched through; empty is the direct way
   * @throws IOException with one line for people if it cannot be had
   */
  public static IpFilter fetch(URI url, Optional<InetAddress> bind, Optional<Proxy> proxy)
      throws IOException, InterruptedException {
    HttpNetwork network = HttpNetwork.system(bind, proxy.map(ProxyServer::new));
    HttpResponse response =
        new SocketHttpClient(network, LIMITS, Version.PRODUCT).get(url, IpFilter::objection);
    if (response.status() != 200) {
      throw new IOException("the server answered with HTTP status " + response.status());
    }
    return IpFilterReader.read(new ByteArrayInputStream(response.body()));
  }

  private static Optional<String> objection(HttpPolicy.Hop hop) {
    return hop.redirectedFrom().flatMap(from -> objection(from, hop));
  }

  private static Optional<String> objection(HttpPolicy.Hop from, HttpPolicy.Hop to) {
    if (to.scope().compareTo(from.scope()) < 0) {
      return Optional.of("redirected to the local address " + to.target());
    }
    return isSecure(from) && !isSecure(to)
        ? Optional.of("redirected from https to http")
        : Optional.empty();
  }

  private static boolean isSecure(HttpPolicy.Hop hop) {
    return "https".equals(String.valueOf(hop.uri().getScheme()).toLowerCase(Locale.ROOT));
  }
}
