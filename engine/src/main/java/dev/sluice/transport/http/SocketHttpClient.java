package dev.sluice.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** HTTP/1.1 over plain sockets: one connection for each request, no state between them. */
public final class SocketHttpClient implements HttpClient {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpNetwork network;
  private final HttpLimits limits;
  private final String userAgent;

  /**
   * Makes a client.
   *
   * @param userAgent printable ASCII, like {@code Sluice/0.1}
   */
  public SocketHttpClient(HttpNetwork network, HttpLimits limits, String userAgent) {
    if (!userAgent.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("not a user agent: " + userAgent);
    }
    this.network = network;
    this.limits = limits;
    this.userAgent = userAgent;
  }

  @Override
  public HttpResponse get(URI uri, HttpPolicy policy) throws IOException, InterruptedException {
    try {
      return follow(uri, policy, new Deadline(network.clock(), limits.totalNanos()));
    } catch (IOException e) {
      // The socket closes itself under an interrupted thread and then reports whatever it likes.
      if (Thread.interrupted()) {
        throw new InterruptedException("told to stop while asking " + uri.getRawAuthority());
      }
      throw e;
    }
  }

  private HttpResponse follow(URI uri, HttpPolicy policy, Deadline deadline)
      throws IOException, InterruptedException {
    Request request = new Request(uri, Optional.empty());
    for (int redirects = 0; redirects <= limits.redirects(); redirects++) {
      Outcome outcome = exchange(request, policy, deadline);
      Optional<String> location = outcome.response().header("location");
      if (!REDIRECTS.contains(outcome.response().status()) || location.isEmpty()) {
        return outcome.response();
      }
      request = new Request(resolve(request.uri(), location.get()), Optional.of(outcome.hop()));
    }
    throw new HttpException(
        String.format(Locale.ROOT, "more than %d redirects", limits.redirects()));
  }

  private static URI resolve(URI base, String location) throws HttpException {
    try {
      return base.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new HttpException("redirected to something that is no URL");
    }
  }

  private Outcome exchange(Request request, HttpPolicy policy, Deadline deadline)
      throws IOException, InterruptedException {
    URI uri = request.uri();
    Origin origin =
        Origin.of(uri, defaultPort(uri))
            .filter(known -> defaultPort(uri) != 0)
            .orElseThrow(() -> new HttpException("not an http or https URL with a plain host"));
    List<HttpPolicy.Hop> hops = allowedHops(request, origin, policy);
    for (int i = 0; ; i++) {
      try (HttpConnection connection = connect(hops.get(i), origin, deadline)) {
        connection.send(uri, origin, userAgent);
        return new Outcome(hops.get(i), read(connection.input()));
      } catch (CannotConnect e) {
        if (i == hops.size() - 1 || Thread.currentThread().isInterrupted()) {
          throw e.cause;
        }
      }
    }
  }

  private List<HttpPolicy.Hop> allowedHops(Request request, Origin origin, HttpPolicy policy)
      throws IOException, InterruptedException {
    List<HttpPolicy.Hop> allowed = new ArrayList<>();
    String objection = origin.host() + " has no address that can be reached from ours";
    for (Optional<InetAddress> address : network.addresses(origin.host())) {
      HttpPolicy.Hop hop = new HttpPolicy.Hop(request.uri(), address, request.from());
      Optional<String> refused = policy.objection(hop);
      if (refused.isPresent()) {
        objection = refused.get();
      } else if (address.isEmpty() || network.canReach(address.get())) {
        allowed.add(hop);
      }
    }
    if (allowed.isEmpty()) {
      throw new HttpException(objection);
    }
    return allowed;
  }

  private HttpConnection connect(HttpPolicy.Hop hop, Origin origin, Deadline deadline)
      throws CannotConnect, IOException {
    deadline.remainingMillis();
    boolean secure = "https".equalsIgnoreCase(hop.uri().getScheme());
    try {
      return HttpConnection.open(network, hop.known(), origin, secure, deadline);
    } catch (IOException e) {
      throw new CannotConnect(e);
    }
  }

  private HttpResponse read(InputStream in) throws IOException {
    ResponseHead head = ResponseHead.read(in, limits.headBytes());
    boolean moved = REDIRECTS.contains(head.status()) && head.header("location").isPresent();
    byte[] body = moved ? new byte[0] : ResponseBody.read(head, in, limits.bodyBytes());
    return new HttpResponse(head.status(), head.headers(), body);
  }

  /** Returns the port of the scheme; 0 for any but http and https. */
  static int defaultPort(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> 0;
    };
  }

  private record Request(URI uri, Optional<HttpPolicy.Hop> from) {}

  private record Outcome(HttpPolicy.Hop hop, HttpResponse response) {}

  /** One address of a host failed; another may do. */
  private static final class CannotConnect extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never leaves the method that catches it
    private final IOException cause;

    CannotConnect(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
