package dev.sluice.swarm.peer;

import dev.sluice.model.PeerAddress;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In which way peers were spoken to the last time that they answered, as far as it is not the usual
 * one.
 *
 * <p>Safe for use by any thread.
 */
final class SpokenWays {
  /** Addresses remembered: more than all torrents have connections. Any of them makes room. */
  static final int MAX_REMEMBERED = 2_000;

  private final Map<PeerAddress, Way> unusual = new ConcurrentHashMap<>();

  /** How a call may be made. */
  enum Way {
    DISGUISED,
    CLEAR;

    Way other() {
      return this == DISGUISED ? CLEAR : DISGUISED;
    }
  }

  /** Returns the way in which a peer is to be called first. */
  Way of(PeerAddress address) {
    return unusual.getOrDefault(address, usual(address));
  }

  /** On the way to a neighbour nobody filters, and the clear is cheaper. */
  private static Way usual(PeerAddress address) {
    return address.isNearby() ? Way.CLEAR : Way.DISGUISED;
  }

  /** Notes that a peer has answered when it was called in this way. */
  void answered(PeerAddress address, Way way) {
    if (way == usual(address)) {
      unusual.remove(address);
    } else {
      unusual.put(address, way);
      makeRoom();
    }
  }

  private void makeRoom() {
    Iterator<PeerAddress> any = unusual.keySet().iterator();
    while (unusual.size() > MAX_REMEMBERED && any.hasNext()) {
      any.next();
      any.remove();
    }
  }

  /** Returns how many are remembered. */
  int count() {
    return unusual.size();
  }
}
