package dev.sluice.swarm.metadata;

import dev.sluice.model.PeerAddress;
import java.util.Set;

/** What a piece of metadata led to. */
public sealed interface MetadataArrival {
  /** Nothing yet: others are missing, or it was not needed. */
  record Taken() implements MetadataArrival {}

  /**
   * Everything is here, and its digest is the info-hash.
   *
   * @param info [own] the info dictionary
   * @param liars who gave pieces that are not in it
   */
  record Complete(byte[] info, Set<PeerAddress> liars) implements MetadataArrival {}

  /**
   * What came cannot be true.
   *
   * @param liars who is proven to have lied; empty when it may have been any of several, who are
   *     each asked for everything from now on
   */
  record Refuted(Set<PeerAddress> liars) implements MetadataArrival {}
}
