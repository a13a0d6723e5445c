package dev.sluice.transport.portmap;

import java.util.List;

/** What the port mapper is told. */
sealed interface PortMapperMessage {
  /** Look for a gateway, and ask it. */
  record Seek() implements PortMapperMessage {}

  /** Ask the gateway that granted for more time. */
  record Renew() implements PortMapperMessage {}

  /** The gateway granted everything. */
  record Granted(Lease lease) implements PortMapperMessage {}

  /** No gateway granted. */
  record Denied(String why) implements PortMapperMessage {}

  /** Give everything back, and end. */
  record Stop() implements PortMapperMessage {}

  /** Everything was given back, as far as the gateway could be told. */
  record GivenBack() implements PortMapperMessage {}

  /**
   * What is mapped.
   *
   * @param gateway who granted
   * @param grants one or more
   */
  record Lease(Gateway gateway, List<Grant> grants) {
    public Lease {
      grants = List.copyOf(grants);
    }

    /** Returns the shortest time that was granted. */
    long lifetimeSeconds() {
      return grants.stream().mapToLong(Grant::lifetimeSeconds).min().orElseThrow();
    }
  }
}
