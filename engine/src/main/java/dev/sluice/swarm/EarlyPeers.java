package dev.sluice.swarm;

import dev.sluice.actor.Published;
import dev.sluice.actor.Sink;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.AddressRule;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.discovery.Source;
import dev.sluice.swarm.peer.BlockReader;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.extension.Extension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The peers of a torrent of which only the info-hash is known, or whose files are still looked at:
 * finds them, keeps the connections open, and keeps what they say for {@link Transferring}, which
 * takes them over as they are.
 *
 * <p>Owned by the torrent actor.
 */
final class EarlyPeers {
  /** A peer says something every two minutes, be it only that it lives (BEP 3); and some grace. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(150);

  private static final int METADATA_ID = Extension.UT_METADATA.localId();

  private final Candidates candidates;
  private final PeerTable table = new PeerTable();
  private final Connections connections;
  private final Map<PeerKey, EarlyPeer> peers = new LinkedHashMap<>();
  private final Map<PeerAddress, Source> found = new LinkedHashMap<>();
  private final Set<PeerAddress> banned = new LinkedHashSet<>();
  private final LateReader blocks = new LateReader();

  /** Says {@code handshake} to peers, at most {@code maxPeers}; they report to {@code events}. */
  EarlyPeers(
      Handshake handshake,
      int maxPeers,
      TorrentWorld world,
      Sink<PeerEvent> events,
      PeerKeys keys) {
    this.candidates = new Candidates(AddressRule.BANS_PER_IP, world.random());
    this.connections =
        new Connections(
            candidates,
            world.dialer(),
            table,
            handshake,
            MessageLimits.beforeMetadata(),
            blocks,
            events,
            keys,
            maxPeers);
  }

  /** Makes an address known. */
  void onFound(PeerAddress address, Source source) {
    candidates.add(address, source);
    if (found.size() < Candidates.MAX_ADDRESSES || found.containsKey(address)) {
      found.merge(address, source, EarlyPeers::better);
    }
  }

  /** Of two sources, what the user or a tracker says counts, as it does for private torrents. */
  private static Source better(Source one, Source other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /**
   * Something came of a connection.
   *
   * @return the peer, when handshakes have just been exchanged with it
   */
  Optional<EarlyPeer> onPeer(PeerEvent event, long nowNanos) {
    switch (event) {
      case PeerEvent.Opened opened -> {
        return connections.onOpened(opened, nowNanos).map(opening -> welcome(opening, nowNanos));
      }
      case PeerEvent.Received received -> onReceived(received, nowNanos);
      case PeerEvent.Sent sent -> {}
      case PeerEvent.Closed closed -> onClosed(closed, nowNanos);
    }
    return Optional.empty();
  }

  /** BEP 6: who speaks the fast extension says first what it has. */
  private EarlyPeer welcome(PeerOpening opening, long nowNanos) {
    EarlyPeer early = new EarlyPeer(opening, nowNanos);
    table.add(early.peer);
    peers.put(opening.key(), early);
    if (opening.fast()) {
      early.peer.send(PeerMessage.HAVE_NONE);
    }
    return early;
  }

  private void onReceived(PeerEvent.Received received, long nowNanos) {
    EarlyPeer early = peers.get(received.peer());
    switch (received.message()) {
      case PeerMessage.Piece piece -> piece.data().release();
      case PeerMessage.KeepAlive() -> {}
      case PeerMessage.Extended(int id, byte[] payload) when id == METADATA_ID -> {} // for others
      case PeerMessage message -> {
        if (early != null && !early.keep(message)) {
          early.peer.link.close();
        }
      }
    }
    if (early != null) {
      early.peer.lastHeardNanos = nowNanos;
    }
  }

  private void onClosed(PeerEvent.Closed closed, long nowNanos) {
    peers.remove(closed.peer());
    Peer peer = table.remove(closed.peer());
    if (peer == null) {
      connections.onClosed(closed, nowNanos);
    } else {
      candidates.ended(peer.address, nowNanos);
    }
  }

  /** A peer has called us. */
  void onArrived(IncomingPeer incoming, long nowNanos) {
    connections.onArrived(incoming, nowNanos);
  }

  /** A moment has passed: calls candidates while there is room. */
  void tick(long nowNanos) {
    watch(nowNanos);
    connections.tick(nowNanos);
  }

  /** A moment has passed in which nobody is called. */
  void watch(long nowNanos) {
    for (Peer peer : table) {
      if (nowNanos - peer.lastHeardNanos > SILENCE_NANOS) {
        peer.link.close();
      }
    }
  }

  /** Returns the connected peer, or null. */
  @Nullable EarlyPeer get(PeerKey key) {
    return peers.get(key);
  }

  /** Returns the connected peers. */
  List<EarlyPeer> all() {
    return List.copyOf(peers.values());
  }

  /** Returns how many addresses are known. */
  int candidateCount() {
    return candidates.size();
  }

  /** Parts with a liar for good. */
  void ban(PeerAddress liar) {
    banned.add(liar);
    candidates.ban(liar);
    for (Peer peer : table) {
      if (candidates.isBanned(peer.address)) {
        peer.link.close();
      }
    }
  }

  /** Forgets the addresses of other sources, and parts with the peers found there. */
  void keepOnly(Predicate<Source> sources) {
    connections.close();
    for (Peer peer : table) {
      Source source = found.get(peer.address);
      if (source != null && !sources.test(source)) {
        peer.link.close();
      }
    }
    found.values().removeIf(source -> !sources.test(source));
  }

  /** Returns the addresses known, and where each was found. */
  Map<PeerAddress, Source> found() {
    return found;
  }

  /** Returns who has lied. */
  Set<PeerAddress> banned() {
    return banned;
  }

  /**
   * Hands over the peers that are connected; nobody is dialled any more. From now on what they are
   * sent comes from {@code reader}.
   */
  List<EarlyPeer> release(BlockReader reader) {
    blocks.target.set(reader);
    connections.close();
    List<EarlyPeer> released = new ArrayList<>(peers.values());
    peers.clear();
    return released;
  }

  /** Parts with everybody. */
  void end() {
    connections.close();
    peers.values().forEach(early -> early.peer.link.close());
  }

  /** Where the writers of these connections read, once there is something to read. */
  private static final class LateReader implements BlockReader {
    final Published<BlockReader> target = new Published<>(LateReader::refuse);

    @Override
    public void read(BlockRef block, ByteBuffer into) throws IOException, InterruptedException {
      target.get().read(block, into);
    }

    private static void refuse(BlockRef block, ByteBuffer into) throws IOException {
      throw new IOException("no block is promised before the metadata is here");
    }
  }
}
