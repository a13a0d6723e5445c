package dev.sluice.swarm;

import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Published;
import dev.sluice.api.TorrentView;
import dev.sluice.metainfo.Info;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.streaming.FileFeed;
import dev.sluice.swarm.streaming.StreamMessage;

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

  private final Info info;
  private final Mailbox<TorrentMessage> mailbox;
  private final Published<TorrentView> view;

  private Torrent(Info info, Mailbox<TorrentMessage> mailbox, Published<TorrentView> view) {
    this.info = info;
    this.mailbox = mailbox;
    this.view = view;
  }

  /** Starts a torrent: it looks at its files first and then transfers. */
  public static Torrent start(TorrentPlan plan, TorrentWorld world) {
    Published<TorrentView> view = new Published<>(TorrentReport.beforeStart(plan));
    Mailbox<TorrentMessage> mailbox =
        world
            .actors()
            .start(
                "torrent " + plan.metainfo().info().name(),
                MAILBOX_CAPACITY,
                (self, timers) -> new TorrentActor(plan, world, self, timers, view));
    return new Torrent(plan.metainfo().info(), mailbox, view);
  }

  /** Returns how things stand, at most half a second old. */
  public TorrentView view() {
    return view.get();
  }

  /** Hands over a peer that has called us for this torrent. */
  public void incoming(IncomingPeer peer) {
    if (!mailbox.offer(new TorrentMessage.PeerArrived(peer))) {
      peer.refuse();
    }
  }

  /**
   * Begins to stream a file.
   *
   * @throws IndexOutOfBoundsException if there is no such file
   */
  public FileFeed stream(int fileIndex) {
    return new FileFeed(info.files().file(fileIndex), info.geometry(), this::tell);
  }

  /** Tells it of a reader; returns false if it has stopped. */
  public boolean tell(StreamMessage message) {
    return mailbox.command(new TorrentMessage.FromReader(message));
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

  /** Begins to end: trackers told, buffers flushed, state saved. */
  public void stop() {
    mailbox.command(new TorrentMessage.Stop());
  }

  /** Waits until the end; returns whether it came within {@code timeoutNanos}. */
  public boolean awaitStopped(long timeoutNanos) throws InterruptedException {
    return mailbox.awaitStopped(timeoutNanos);
  }
}
