package dev.sluice.tracker;

import dev.sluice.transport.http.AddressScope;
import dev.sluice.transport.http.HttpPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which tracker URLs we ask. A .torrent file comes from a stranger; without these rules it could
 * make us send requests to services of this machine or its network that trust us.
 *
 * <p>The rules: only http, https and udp. Over HTTP, a host nearer than the Internet is asked only
 * for a path that ends like a tracker's ({@code /announce}, {@code /scrape}, also {@code .php}),
 * and one on this very machine only without a query of the URL's own. A redirect never leads from
 * far to near, nor from https to http. What counts is the resolved address. A private tracker's
 * passkey on a public host is untouched by all this.
 */
public final class TrackerPolicy {
  private static final Set<String> SCHEMES = Set.of("http", "https", "udp");

  private static final Pattern TRACKER_PATH =
      Pattern.compile("(.*/)?(announce|scrape)(\\.[A-Za-z]{1,4})?/?");

  /** Returns why {@code tracker} is not asked whatever its host resolves to; empty if it may be. */
  public Optional<String> objection(URI tracker) {
    String scheme = scheme(tracker);
    return SCHEMES.contains(scheme)
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "trackers over '%s' are not supported", scheme));
  }

  /** Returns why no datagram goes to {@code address}; empty if it may. */
  Optional<String> objectionToDatagrams(InetAddress address) {
    return AddressScope.of(address) == AddressScope.NOBODY
        ? Optional.of(address.getHostAddress() + " is no single host")
        : Optional.empty();
  }

  /** Returns the policy for requests that {@code tracker}, an http or https URL, brings about. */
  HttpPolicy forRequestsTo(URI tracker) {
    return hop ->
        hop.redirectedFrom().isPresent()
            ? objectionToRedirect(hop.redirectedFrom().get(), hop)
            : objectionToTarget(tracker, hop).or(() -> objectionToOwnQuery(tracker, hop));
  }

  private static Optional<String> objectionToTarget(URI uri, HttpPolicy.Hop hop) {
    AddressScope scope = hop.scope();
    if (scope == AddressScope.NOBODY) {
      return Optional.of(hop.target() + " is no single host");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (scope != AddressScope.PUBLIC && !TRACKER_PATH.matcher(path).matches()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s %s a local address and the URL is no tracker's: its path does not end in /announce",
              hop.target(),
              hop.known().isPresent() ? "is" : "may be"));
    }
    return Optional.empty();
  }

  private static Optional<String> objectionToOwnQuery(URI tracker, HttpPolicy.Hop hop) {
    return hop.scope() == AddressScope.HOST && tracker.getRawQuery() != null
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s is this machine and the tracker's URL brings a query of its own",
                hop.target()))
        : Optional.empty();
  }

  private static Optional<String> objectionToRedirect(HttpPolicy.Hop from, HttpPolicy.Hop to) {
    if (to.scope().compareTo(from.scope()) < 0) {
      return Optional.of(
          String.format(Locale.ROOT, "redirected to the local address %s", to.target()));
    }
    if (scheme(from.uri()).equals("https") && scheme(to.uri()).equals("http")) {
      return Optional.of("redirected from https to http");
    }
    return objectionToTarget(to.uri(), to);
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }
}
