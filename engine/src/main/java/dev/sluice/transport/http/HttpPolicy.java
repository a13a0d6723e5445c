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
   * @param address what its host resolved to
   * @param redirectedFrom the connection whose answer led here; empty for the first
   */
  record Hop(URI uri, InetAddress address, Optional<Hop> redirectedFrom) {}
}
