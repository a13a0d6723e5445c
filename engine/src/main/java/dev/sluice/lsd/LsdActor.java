package dev.sluice.lsd;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Timers;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Announces torrents to the local network and listens to what others announce there. It answers
 * nobody: who is heard of is called by the torrent, if it has room.
 */
@Bep(14)
final class LsdActor implements Actor<LsdMessage> {
  /** How often it is seen whether an announce is due. */
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The first port that does not belong to a service of the system. */
  private static final int FIRST_ORDINARY_PORT = 1024;

  private final LocalNetwork network;
  private final MonotonicClock clock;
  private final Timers<LsdMessage> timers;
  private final int listeningPort;
  private final String cookie;
  private final LsdSchedule schedule = new LsdSchedule();
  private final LsdListening listening;
  private final Map<InfoHash, Consumer<PeerAddress>> watchers = new HashMap<>();

  LsdActor(
      LocalNetwork network,
      LocalDiscovery.Self us,
      MonotonicClock clock,
      Mailbox<LsdMessage> self,
      Timers<LsdMessage> timers) {
    this.network = network;
    this.clock = clock;
    this.timers = timers;
    this.listeningPort = us.listeningPort();
    this.cookie = us.cookie();
    this.listening = new LsdListening(clock.nanoTime());
    network.listen(self.adapt(LsdMessage.Heard::new));
    timers.after(TICK_NANOS, new LsdMessage.Tick());
  }

  @Override
  public void receive(LsdMessage message) {
    switch (message) {
      case LsdMessage.Watch(var torrent, var found) -> onWatch(torrent, found);
      case LsdMessage.Forget(var torrent) -> onForget(torrent);
      case LsdMessage.Heard(var datagram) -> onHeard(datagram);
      case LsdMessage.Tick() -> onTick();
    }
  }

  private void onWatch(InfoHash torrent, Consumer<PeerAddress> found) {
    watchers.put(torrent, found);
    schedule.add(torrent, clock.nanoTime());
  }

  private void onForget(InfoHash torrent) {
    watchers.remove(torrent);
    schedule.remove(torrent);
  }

  private void onTick() {
    timers.after(TICK_NANOS, new LsdMessage.Tick());
    List<InfoHash> due = schedule.next(clock.nanoTime());
    if (!due.isEmpty()) {
      LsdAnnounce announce = new LsdAnnounce(listeningPort, due, cookie);
      for (LsdGroup group : LsdGroup.values()) {
        network.send(group, announce.encode(group));
      }
    }
  }

  private void onHeard(LocalNetwork.Datagram datagram) {
    if (!listening.admits(datagram.sender(), clock.nanoTime())) {
      return;
    }
    LsdAnnounce.parse(datagram.payload())
        .filter(announce -> !announce.cookie().equals(cookie))
        .filter(announce -> announce.port() >= FIRST_ORDINARY_PORT)
        .ifPresent(announce -> tell(announce, datagram));
  }

  private void tell(LsdAnnounce announce, LocalNetwork.Datagram datagram) {
    PeerAddress neighbour = new PeerAddress(datagram.sender(), announce.port());
    for (InfoHash torrent : announce.infoHashes()) {
      Consumer<PeerAddress> watcher = watchers.get(torrent);
      if (watcher != null) {
        watcher.accept(neighbour);
      }
    }
  }

  @Override
  public void onStopped() {
    network.close();
  }
}
