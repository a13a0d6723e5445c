package dev.sluice.metainfo;

import java.util.Optional;

/**
 * A host, by name or address and not looked up yet, and a port.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets; not empty
 * @param port from 1 to 65535
 */
public record Endpoint(String host, int port) {
  public Endpoint {
    if (host.isEmpty() || port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("no such endpoint: " + host + " " + port);
    }
  }

  /** Returns the endpoint, or empty if host or port is out of range. */
  static Optional<Endpoint> of(String host, long port) {
    return host.isBlank() || port < 1 || port > 0xffff
        ? Optional.empty()
        : Optional.of(new Endpoint(host, (int) port));
  }

  /** Returns what {@code host:port} or {@code [ipv6]:port} names, or empty. */
  public static Optional<Endpoint> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    if (!port.matches("[0-9]{1,5}") || (host.indexOf(':') >= 0 && !isBracketed)) {
      return Optional.empty();
    }
    return of(isBracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
  }

  /** Returns {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
