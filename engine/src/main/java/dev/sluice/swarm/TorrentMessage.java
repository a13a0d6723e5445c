package dev.sluice.swarm;

import dev.sluice.actor.Published;
import dev.sluice.api.FilePriority;
import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentDetails;
import dev.sluice.dht.DhtEvent;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerHost;
import dev.sluice.storage.StorageEvent;
import dev.sluice.swarm.discovery.Announcer;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.streaming.StreamMessage;
import java.util.List;
import java.util.Optional;

/** Everything that a torrent actor can be told. */
sealed interface TorrentMessage {
  /** Lets go of what it carries when the torrent is gone. */
  default void decline() {}

  /** A connection reports. */
  record FromPeer(PeerEvent event) implements TorrentMessage {
    @Override
    public void decline() {
      event.decline();
    }
  }

  /** The disk reports. */
  record FromStorage(StorageEvent event) implements TorrentMessage {}

  /** A tracker was asked. */
  record TrackerAnswered(Announcer.Answer answer) implements TorrentMessage {}

  /**
   * The disk was asked for metadata that was fetched before.
   *
   * @param info [own] the info dictionary, if there is one
   */
  record MetadataLookedUp(Optional<byte[]> info) implements TorrentMessage {}

  /** Somebody else than a tracker knows peers. */
  record PeersFound(List<PeerAddress> addresses, PeerSource source) implements TorrentMessage {
    public PeersFound {
      addresses = List.copyOf(addresses);
    }

    /** Returns the news of one neighbour. */
    static PeersFound ofNeighbour(PeerAddress neighbour) {
      return new PeersFound(List.of(neighbour), PeerSource.LSD);
    }
  }

  /** The distributed hash table was asked. */
  record TableAnswered(DhtEvent event) implements TorrentMessage {}

  /** A peer has called us. */
  record PeerArrived(IncomingPeer peer) implements TorrentMessage {
    @Override
    public void decline() {
      peer.refuse();
    }
  }

  /** Somebody reads a file while it downloads. */
  record FromReader(StreamMessage message) implements TorrentMessage {
    @Override
    public void decline() {
      message.decline();
    }
  }

  /** Somebody reads: time to see whether what is due will be in time. */
  record Hurry() implements TorrentMessage {}

  /**
   * Somebody looks at it closely.
   *
   * @param into takes what there is to see
   */
  record LookedAt(Published<Optional<TorrentDetails>> into) implements TorrentMessage {}

  /** The user wants a file more, or less, or not. */
  record Prioritise(int fileIndex, FilePriority priority) implements TorrentMessage {}

  /** The user wants it to rest. */
  record Pause() implements TorrentMessage {}

  /** The user wants it to go on. */
  record Resume() implements TorrentMessage {}

  /** The user wants every piece checked again. */
  record Verify() implements TorrentMessage {}

  /** The user pardons a host. */
  record LiftBan(PeerHost host) implements TorrentMessage {}

  /** It is to end: trackers told, buffers flushed, state saved. */
  record Stop() implements TorrentMessage {}

  /** It is to end, and what it has put on disk with it. */
  record Discard() implements TorrentMessage {}

  /** A moment has passed: time for whatever depends on time. */
  record Tick() implements TorrentMessage {}

  /** The goodbye has taken long enough. */
  record GiveUpGoodbye() implements TorrentMessage {}
}
