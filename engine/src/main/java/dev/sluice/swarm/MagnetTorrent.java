package dev.sluice.swarm;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Timers;

/**
 * The actor of a torrent that begins as a magnet link: a {@link MagnetActor} until the metadata is
 * here, and a {@link TorrentActor} ever after. Both stand behind one mailbox, so that nobody
 * outside need know which it is, and connections go on telling whom they told before.
 */
final class MagnetTorrent implements Actor<TorrentMessage> {
  private Actor<TorrentMessage> stage;

  MagnetTorrent(
      MagnetPlan plan,
      TorrentWorld world,
      Mailbox<TorrentMessage> self,
      Timers<TorrentMessage> timers,
      Showcase showcase) {
    this.stage = new MagnetActor(plan, world, self, timers, showcase, next -> stage = next);
  }

  @Override
  public void receive(TorrentMessage message) {
    stage.receive(message);
  }

  @Override
  public void onDrained() {
    stage.onDrained();
  }

  @Override
  public void onStopped() {
    stage.onStopped();
  }

  @Override
  public void onUndelivered(TorrentMessage message) {
    stage.onUndelivered(message);
  }
}
