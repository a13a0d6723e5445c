package dev.sluice.transport.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/** Decides which addresses may be connected to: the guard against requests forged through us. */
@FunctionalInterface
public interface HttpPolicy {
  /** Returns why {@code hop} must not be made; empty if it may. */
  Optional<String> objection(Hop hop);

  /**
   * A connection about to be made.
   *
   * @param uri what will be asked for
   * @param known what its host resolved to; empty if only the proxy will know
   * @param redirectedFrom the connection whose answer led here; empty for the first
   */
  record Hop(URI uri, Optional<InetAddress> known, Optional<Hop> redirectedFrom) {
    /** Makes one to an address that is known. */
    public Hop(URI uri, InetAddress address, Optional<Hop> redirectedFrom) {
      this(uri, Optional.of(address), redirectedFrom);
    }

    /**
     * Returns how far it reaches. What only the proxy knows may well be its own local network,
     * which is nobody's to ask for anything.
     */
    public AddressScope scope() {
      return known.map(AddressScope::of).orElse(AddressScope.LAN);
    }

    /** Returns the address, or the host where that is all we know. */
    public String target() {
      return known.map(InetAddress::getHostAddress).orElse(String.valueOf(uri.getRawAuthority()));
    }
  }
}
