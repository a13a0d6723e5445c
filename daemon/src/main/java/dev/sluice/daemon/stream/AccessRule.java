package dev.sluice.daemon.stream;

import dev.sluice.daemon.http.HttpRequest;
import dev.sluice.daemon.http.HttpResponse;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may read. On loopback everybody on this machine, by a name of this machine: a web page that
 * has its own name point here (DNS rebinding) is refused. Elsewhere whoever knows the token, which
 * stands in the address before everything else.
 */
final class AccessRule {
  private final Optional<String> token;

  /**
   * Makes the rule.
   *
   * @param token what an address begins with; empty on loopback, where none is needed
   */
  AccessRule(Optional<String> token) {
    this.token = token;
  }

  /** Returns what an address begins with: empty, or the token behind a slash. */
  String prefix() {
    return token.map(secret -> "/" + secret).orElse("");
  }

  /** Returns why the request is refused; empty if it is not. */
  Optional<HttpResponse> refusal(HttpRequest request) {
    if (token.isPresent()) {
      return request.path().startsWith(prefix() + "/")
          ? Optional.empty()
          : Optional.of(HttpResponse.text(403, "text/plain", "the address lacks its token\n"));
    }
    return request.header("Host").filter(host -> !isOurs("http://" + host)).isPresent()
        ? Optional.of(HttpResponse.text(421, "text/plain", "only by a name of this machine\n"))
        : Optional.empty();
  }

  /** Returns the origin whose pages may read the answer, if any but our own may. */
  Optional<String> allowedOrigin(HttpRequest request) {
    return request.header("Origin").filter(origin -> token.isPresent() || isOurs(origin));
  }

  private static boolean isOurs(String address) {
    try {
      String host = URI.create(address).getHost();
      return host != null && isLoopback(host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** Returns whether an address can be reached from this machine only. */
  static boolean isPrivate(InetAddress address) {
    return address.isLoopbackAddress();
  }
}
