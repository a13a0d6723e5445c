package dev.sluice.swarm;

import dev.sluice.actor.Published;
import dev.sluice.api.PeerSource;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.peer.BlockReader;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.extension.Extension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The peers that a torrent met before its metadata was known and its files stood ready, and what
 * else it knows of its swarm: all that {@link Transferring} takes over.
 *
 * <p>Owned by the torrent actor.
 */
final class EarlyPeers {
  /**
   * Bytes of what all of them say too early: as much as sixteen of the greediest. Those of a usual
   * torrent say some kilobytes together. Beyond it the greediest is parted with.
   */
  static final int MAX_BYTES = 16 * EarlyPeer.MAX_BYTES;

  /** What is not kept: it is heard at once, or it is old. */
  private static final Set<Integer> HEARD_AT_ONCE =
      Set.of(
          Extension.UT_METADATA.localId(),
          Extension.UT_PEX.localId(),
          Extension.UT_HOLEPUNCH.localId());

  private final Map<PeerKey, EarlyPeer> peers = new LinkedHashMap<>();
  private final Map<PeerAddress, PeerSource> found = new LinkedHashMap<>();
  private final Set<PeerAddress> liars = new LinkedHashSet<>();
  private final LateReader blocks = new LateReader();

  /** Returns where the connections' writers read what they send. */
  BlockReader blocks() {
    return blocks;
  }

  /** An address has been found. */
  void onFound(PeerAddress address, PeerSource source) {
    if (found.size() < Candidates.MAX_ADDRESSES || found.containsKey(address)) {
      found.merge(address, source, EarlyPeers::better);
    }
  }

  /** What the user or a tracker says counts most: it holds for private torrents, too. */
  private static PeerSource better(PeerSource one, PeerSource other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** Takes a new peer in. BEP 6: who speaks the fast extension says first what it has. */
  EarlyPeer welcome(PeerOpening opening, long nowNanos) {
    EarlyPeer early = new EarlyPeer(opening, nowNanos);
    peers.put(opening.key(), early);
    if (opening.fast()) {
      early.peer.send(PeerMessage.HAVE_NONE);
    }
    return early;
  }

  /** Returns whether the peer is one of these. */
  boolean has(PeerKey peer) {
    return peers.containsKey(peer);
  }

  /** Something came of the connection of one of these. */
  void onPeer(PeerEvent event, long nowNanos) {
    EarlyPeer early = peers.get(event.peer());
    if (early == null) {
      event.decline();
      return;
    }
    switch (event) {
      case PeerEvent.Received received -> onReceived(early, received.message(), nowNanos);
      case PeerEvent.Closed closed -> peers.remove(closed.peer());
      case PeerEvent.Opened opened -> {}
      case PeerEvent.Sent sent -> {}
    }
  }

  private void onReceived(EarlyPeer early, PeerMessage message, long nowNanos) {
    early.peer.lastHeardNanos = nowNanos;
    switch (message) {
      case PeerMessage.Piece piece -> piece.data().release();
      case PeerMessage.KeepAlive() -> {}
      case PeerMessage.Extended(int id, byte[] payload) when HEARD_AT_ONCE.contains(id) -> {}
      case PeerMessage word -> onWord(early, word);
    }
  }

  private void onWord(EarlyPeer early, PeerMessage word) {
    if (!early.keep(word)) {
      early.partWith();
    } else if (keptBytes() > MAX_BYTES) {
      greediest(early).partWith();
    }
  }

  /** Returns who has said most; of equals the one that spoke last. */
  private EarlyPeer greediest(EarlyPeer last) {
    EarlyPeer greediest = last;
    for (EarlyPeer early : peers.values()) {
      greediest = early.keptBytes() > greediest.keptBytes() ? early : greediest;
    }
    return greediest;
  }

  private int keptBytes() {
    int bytes = 0;
    for (EarlyPeer early : peers.values()) {
      bytes += early.keptBytes();
    }
    return bytes;
  }

  /** Returns the connected peer, or null. */
  @Nullable EarlyPeer get(PeerKey key) {
    return peers.get(key);
  }

  /** Returns the connected peers. */
  List<EarlyPeer> all() {
    return List.copyOf(peers.values());
  }

  /** Notes who has lied; its connection is to be closed. */
  void onLiar(PeerAddress liar) {
    liars.add(liar);
    found.remove(liar);
  }

  /**
   * Forgets the addresses of other sources, and parts with the peers found there; but with nobody
   * who has called us.
   */
  void keepOnly(Predicate<PeerSource> sources) {
    for (EarlyPeer early : peers.values()) {
      PeerSource source = found.getOrDefault(early.peer.address, early.peer.source);
      if (!early.peer.incoming && !sources.test(source)) {
        early.peer.link.close();
      }
    }
    found.values().removeIf(source -> !sources.test(source));
  }

  /** Returns the addresses known, and where each was found. */
  Map<PeerAddress, PeerSource> found() {
    return found;
  }

  /** Returns who has lied. */
  Set<PeerAddress> liars() {
    return liars;
  }

  /** Hands over the peers that are connected; what they are sent comes from {@code reader} now. */
  List<EarlyPeer> release(BlockReader reader) {
    blocks.target.set(reader);
    List<EarlyPeer> released = all();
    peers.clear();
    return released;
  }

  /** Parts with everybody. */
  void end() {
    peers.values().forEach(early -> early.peer.link.close());
  }

  /** Reads from where the blocks turn out to be, once there are any. */
  private static final class LateReader implements BlockReader {
    final Published<BlockReader> target = new Published<>(LateReader::refuse);

    @Override
    public void read(List<BlockRef> wanted, ByteBuffer into)
        throws IOException, InterruptedException {
      target.get().read(wanted, into);
    }

    private static void refuse(List<BlockRef> wanted, ByteBuffer into) throws IOException {
      throw new IOException("no block was promised before the metadata was here");
    }
  }
}
