package dev.sluice.swarm;

import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Published;
import dev.sluice.api.BanView;
import dev.sluice.api.FilePriority;
import dev.sluice.api.PeerSource;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentDetails;
import dev.sluice.api.TorrentView;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerHost;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.streaming.FileFeed;
import dev.sluice.swarm.streaming.StreamMessage;
import dev.sluice.transport.RateLimiters;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One torrent, seen from outside: messages go in, views come out. Any thread may call; no method
 * waits but {@link #awaitStopped}.
 */
public final class Torrent {
  /**
   * Messages that may wait for the torrent: what 80 peers deliver while it handles one batch. More
   * make readers wait, and TCP slows the peers down.
   */
  private static final int MAILBOX_CAPACITY = 1024;

  private final Mailbox<TorrentMessage> mailbox;
  private final Showcase showcase;
  private final RateLimiters rates;
  private final Published<Optional<TorrentDetails>> details = new Published<>(Optional.empty());

  private Torrent(Mailbox<TorrentMessage> mailbox, Showcase showcase, RateLimiters rates) {
    this.mailbox = mailbox;
    this.showcase = showcase;
    this.rates = rates;
  }

  /** Starts a torrent: it looks at its files first and then transfers. */
  public static Torrent start(TorrentPlan plan, TorrentWorld world) {
    Showcase showcase = new Showcase(TorrentReport.beforeStart(plan), Optional.of(plan.metainfo()));
    Mailbox<TorrentMessage> mailbox =
        world
            .actors()
            .start(
                "torrent " + plan.metainfo().info().name(),
                MAILBOX_CAPACITY,
                (self, timers) -> new TorrentActor(plan, world, self, timers, showcase));
    return new Torrent(mailbox, showcase, world.rates());
  }

  /** Starts a torrent that fetches its metadata first, unless the disk has it. */
  public static Torrent start(MagnetPlan plan, TorrentWorld world) {
    Showcase showcase = new Showcase(MagnetReport.beforeStart(plan), Optional.empty());
    Mailbox<TorrentMessage> mailbox =
        world
            .actors()
            .start(
                "torrent " + plan.name(),
                MAILBOX_CAPACITY,
                (self, timers) -> new MagnetTorrent(plan, world, self, timers, showcase));
    return new Torrent(mailbox, showcase, world.rates());
  }

  /** Returns how things stand, at most half a second old. */
  public TorrentView view() {
    return showcase.view().get();
  }

  /** Returns what the torrent consists of, once that is known. */
  public Optional<Metainfo> metainfo() {
    return showcase.metainfo().get();
  }

  /** Tells of peers that somebody else than a tracker knows; forgotten when it is too busy. */
  public void found(List<PeerAddress> addresses, PeerSource source) {
    mailbox.offer(new TorrentMessage.PeersFound(addresses, source));
  }

  /** Hands over a peer that has called us for this torrent. */
  public void incoming(IncomingPeer peer) {
    if (!mailbox.offer(new TorrentMessage.PeerArrived(peer))) {
      peer.refuse();
    }
  }

  /**
   * Begins to stream a file; empty while nobody knows which there are.
   *
   * @throws IndexOutOfBoundsException if there is no such file
   */
  public Optional<FileFeed> stream(int fileIndex) {
    return metainfo()
        .map(Metainfo::info)
        .map(info -> new FileFeed(info.files().file(fileIndex), info.geometry(), this::tell));
  }

  /** Tells it of a reader; returns false if it has stopped. */
  public boolean tell(StreamMessage message) {
    return mailbox.command(new TorrentMessage.FromReader(message));
  }

  /**
   * Wants a file so much from now on; without effect while nobody knows which there are.
   *
   * @throws IndexOutOfBoundsException if there is no such file
   */
  public void prioritise(int fileIndex, FilePriority priority) {
    if (metainfo().isPresent()) {
      Objects.checkIndex(fileIndex, metainfo().get().info().files().fileCount());
      mailbox.command(new TorrentMessage.Prioritise(fileIndex, priority));
    }
  }

  /** Ends all transfers until {@link #resume}. */
  public void pause() {
    mailbox.command(new TorrentMessage.Pause());
  }

  /** Goes on after {@link #pause} or a failure. */
  public void resume() {
    mailbox.command(new TorrentMessage.Resume());
  }

  /** Checks every piece on disk again. */
  public void verify() {
    mailbox.command(new TorrentMessage.Verify());
  }

  /** Returns whom it has banned, and why, at most half a second ago. */
  public List<BanView> bans() {
    return showcase.bans().get();
  }

  /** Lifts a ban. */
  public void liftBan(PeerHost host) {
    mailbox.command(new TorrentMessage.LiftBan(host));
  }

  /** Changes the rates of its payload from now on; those of the session hold besides. */
  public void limit(RateLimits limits) {
    rates.rates(limits.downBytesPerSecond(), limits.upBytesPerSecond());
  }

  /**
   * Returns how it stood piece by piece when this was called before, and has it looked at again;
   * empty the first time, and while its metadata is not here.
   */
  public Optional<TorrentDetails> details() {
    mailbox.command(new TorrentMessage.LookedAt(details));
    return details.get();
  }

  /** Begins to end, and to delete all that it has put on disk. */
  public void discard() {
    mailbox.command(new TorrentMessage.Discard());
  }

  /** Begins to end: trackers told, buffers flushed, state saved. */
  public void stop() {
    mailbox.command(new TorrentMessage.Stop());
  }

  /** Leaves trackers that have not answered to the goodbye yet behind. */
  public void endGoodbye() {
    mailbox.command(new TorrentMessage.GiveUpGoodbye());
  }

  /** Waits until the end; returns whether it came within {@code timeoutNanos}. */
  public boolean awaitStopped(long timeoutNanos) throws InterruptedException {
    return mailbox.awaitStopped(timeoutNanos);
  }
}
