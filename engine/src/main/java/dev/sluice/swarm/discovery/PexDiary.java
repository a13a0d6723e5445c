package dev.sluice.swarm.discovery;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.wire.extension.PexPeer;
import dev.sluice.wire.extension.UtPex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What one peer has been told of others, and what it is told next: once a minute at most, those
 * whom we have connected to since, and those whom we have lost.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(11)
public final class PexDiary {
  /** BEP 11: "Clients must batch updates to send no more than 1 PEX message per minute." */
  static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A new peer is left this time to say what it is, and we to meet others to tell of. A guess. */
  static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** Peers that one is told of at a time: the connections of a well-connected torrent. */
  static final int MAX_TOLD = 200;

  private final PeerAddress reader;
  private final Set<PeerAddress> told = new HashSet<>();
  private long notBeforeNanos;

  /**
   * Begins with nothing told.
   *
   * @param reader whom we tell, by the address under which we would tell others of it
   */
  public PexDiary(PeerAddress reader, long nowNanos) {
    this.reader = reader;
    this.notBeforeNanos = nowNanos + FIRST_NANOS;
  }

  /** Returns whether a message may be sent: whether {@link #next} is worth asking. */
  public boolean isDue(long nowNanos) {
    return nowNanos - notBeforeNanos >= 0;
  }

  /**
   * Returns what to tell now, which then counts as told; empty if it is too early or there is no
   * news.
   *
   * @param present those we are connected to, each address once
   */
  public Optional<UtPex> next(Collection<PexPeer> present, long nowNanos) {
    if (!isDue(nowNanos)) {
      return Optional.empty();
    }
    List<PeerAddress> dropped = dropped(present);
    List<PexPeer> added = added(present);
    if (added.isEmpty() && dropped.isEmpty()) {
      return Optional.empty();
    }
    notBeforeNanos = nowNanos + INTERVAL_NANOS;
    return Optional.of(new UtPex(added, dropped));
  }

  private List<PeerAddress> dropped(Collection<PexPeer> present) {
    if (told.isEmpty()) {
      return List.of();
    }
    Set<PeerAddress> gone = new HashSet<>(told);
    present.forEach(peer -> gone.remove(peer.address()));
    List<PeerAddress> dropped =
        gone.stream().limit(UtPex.USUAL_MAX_PEERS).collect(Collectors.toList());
    dropped.forEach(told::remove);
    return dropped;
  }

  private List<PexPeer> added(Collection<PexPeer> present) {
    List<PexPeer> added = new ArrayList<>();
    for (PexPeer peer : present) {
      boolean hasRoom = added.size() < UtPex.USUAL_MAX_PEERS && told.size() < MAX_TOLD;
      if (hasRoom && Hearsay.mayPass(reader, peer.address()) && told.add(peer.address())) {
        added.add(peer);
      }
    }
    return added;
  }
}
