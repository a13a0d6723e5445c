package dev.sluice.swarm;

import dev.sluice.storage.StorageEvent;
import dev.sluice.swarm.discovery.Announcer;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;

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

  /** A peer has called us. */
  record PeerArrived(IncomingPeer peer) implements TorrentMessage {
    @Override
    public void decline() {
      peer.refuse();
    }
  }

  /** The user wants it to rest. */
  record Pause() implements TorrentMessage {}

  /** The user wants it to go on. */
  record Resume() implements TorrentMessage {}

  /** The user wants every piece checked again. */
  record Verify() implements TorrentMessage {}

  /** It is to end: trackers told, buffers flushed, state saved. */
  record Stop() implements TorrentMessage {}

  /** A moment has passed: time for whatever depends on time. */
  record Tick() implements TorrentMessage {}

  /** The goodbye has taken long enough. */
  record GiveUpGoodbye() implements TorrentMessage {}
}
