package dev.sluice.swarm.discovery;

import dev.sluice.model.PeerAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that are dialled or connected. One peer may be known by two: it calls from one, and
 * listens at another.
 *
 * <p>Owned by the torrent actor.
 */
final class AddressUses {
  private final Map<PeerAddress, Use> uses = new HashMap<>();
  private final HostCounts hosts = new HostCounts();

  /** A connection, or a dial. */
  static final class Use {
    private final List<PeerAddress> addresses = new ArrayList<>(2);
    private boolean connected;
    private long connectedNanos;

    private Use(PeerAddress address) {
      addresses.add(address);
    }

    void connect(long nowNanos) {
      connected = true;
      connectedNanos = nowNanos;
    }

    /** Returns the address that it began with, and others that lead to the same peer. */
    List<PeerAddress> addresses() {
      return addresses;
    }

    boolean isConnected() {
      return connected;
    }

    boolean hasLasted(long nanos, long nowNanos) {
      return connected && nowNanos - connectedNanos >= nanos;
    }
  }

  boolean contains(PeerAddress address) {
    return uses.containsKey(address);
  }

  /** Returns how many dials and connections there are with the host of this address. */
  int countOfHost(PeerAddress address) {
    return hosts.of(address);
  }

  Use begin(PeerAddress address) {
    Use use = new Use(address);
    uses.put(address, use);
    hosts.add(address);
    return use;
  }

  /** Returns the use that began with this address, or null. */
  @Nullable Use get(PeerAddress address) {
    Use use = uses.get(address);
    return use != null && use.addresses.get(0).equals(address) ? use : null;
  }

  /** Ends the use that began with this address, and returns it; null if there is none. */
  @Nullable Use end(PeerAddress address) {
    Use use = get(address);
    if (use != null) {
      use.addresses.forEach(uses::remove);
      hosts.remove(address);
    }
    return use;
  }

  /**
   * Notes that an address leads to the same peer as one in use; a use that began with it is over.
   */
  void alias(PeerAddress alias, PeerAddress used) {
    Use use = get(used);
    if (use != null && !alias.equals(used)) {
      end(alias);
      Use before = uses.put(alias, use);
      if (before != use) {
        use.addresses.add(alias);
      }
      if (before != null && before != use) {
        before.addresses.remove(alias);
      }
    }
  }

  /** Ends all, and returns them. */
  Collection<Use> endAll() {
    Collection<Use> ended = new HashSet<>(uses.values());
    uses.clear();
    hosts.clear();
    return ended;
  }
}
