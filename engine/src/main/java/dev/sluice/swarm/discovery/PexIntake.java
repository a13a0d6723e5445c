package dev.sluice.swarm.discovery;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.wire.extension.PexPeer;
import dev.sluice.wire.extension.UtPex;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What one peer tells of others, reduced to what we believe.
 *
 * <p>Whoever speaks our protocol can tell us anything. So it may speak once a minute, is listened
 * to for some addresses, each host once, and never fills our list of candidates alone.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(11)
public final class PexIntake {
  /** Addresses of one message that are looked at, as BEP 11 has it; also of the first message. */
  static final int MAX_PER_MESSAGE = UtPex.USUAL_MAX_PEERS;

  /**
   * Time between messages that are read. Less than the minute of BEP 11, as a slow way may bring
   * one late and the next on time.
   */
  static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(45);

  /** Messages that came too early until the sender is no client but a flood. */
  static final int MAX_EARLY = 20;

  /** Addresses believed of one peer: it must not be where all our candidates come from. */
  static final int MAX_BELIEVED = 400;

  private final PeerAddress teller;
  private boolean hasSpoken;
  private long spokeNanos;
  private int early;
  private int believed;

  /** Begins to listen to {@code teller}, given by the address it has for us. */
  public PexIntake(PeerAddress teller) {
    this.teller = teller;
  }

  /** Returns the addresses of a message that may become candidates; none if it came too early. */
  public List<PeerAddress> read(UtPex message, long nowNanos) {
    if (hasSpoken && nowNanos - spokeNanos < INTERVAL_NANOS) {
      early++;
      return List.of();
    }
    hasSpoken = true;
    spokeNanos = nowNanos;
    List<PeerAddress> credible = new ArrayList<>();
    Set<InetAddress> hosts = new HashSet<>();
    int seen = 0;
    for (PexPeer peer : message.added()) {
      PeerAddress address = peer.address();
      if (++seen > MAX_PER_MESSAGE || believed >= MAX_BELIEVED) {
        break;
      }
      boolean isNewHost = address.ip().isLoopbackAddress() || hosts.add(address.ip());
      if (isNewHost && Hearsay.mayPass(teller, address)) {
        credible.add(address);
        believed++;
      }
    }
    return credible;
  }

  /** Returns whether the peer floods us with messages and should be parted with. */
  public boolean isFlood() {
    return early > MAX_EARLY;
  }
}
