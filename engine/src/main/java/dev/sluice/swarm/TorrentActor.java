package dev.sluice.swarm;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Published;
import dev.sluice.actor.Timers;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.storage.ResumeSnapshot;
import dev.sluice.storage.StorageEvent;
import dev.sluice.storage.StorageFailure;
import dev.sluice.storage.TorrentStorage;
import dev.sluice.swarm.discovery.Announcer;
import dev.sluice.swarm.discovery.Announcing;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.picking.PiecePicker;
import dev.sluice.tracker.AnnounceReply;
import dev.sluice.tracker.TrackerTiers;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of everything mutable about one torrent: its phase, and what it has.
 *
 * <pre>
 *            Inspecting -> Checking -> Preparing -> Transferring
 *                 ^           ^            ^             |
 *                 |           | verify     | resume      | pause, disk failure
 *                 |           |            |             v
 *                 +-----------+------------+---------- Resting
 *
 *            any of them -> Leaving -> gone
 * </pre>
 */
final class TorrentActor implements Actor<TorrentMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(TorrentActor.class);

  /** How often time-outs are looked for and the view is renewed. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** How often the state is saved while pieces come. */
  private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How long trackers may take to hear our goodbye. */
  private static final long GOODBYE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

  private final TorrentPlan plan;
  private final TorrentWorld world;
  private final Mailbox<TorrentMessage> self;
  private final Timers<TorrentMessage> timers;
  private final Published<TorrentView> view;
  private final TorrentStorage storage;
  private final Selection selection;
  private final Announcing announcing;
  private final TorrentReport report;
  private final Totals totals = new Totals();
  private final PeerKeys keys = new PeerKeys();
  private final PieceSet have;

  /** Whether {@link #have} is what is on disk: not while the files are inspected or checked. */
  private boolean known;

  private Phase phase = new Phase.Inspecting();
  private long savedNanos;
  private boolean unsaved;

  /** Whether pieces were verified that no save has yet been asked to force to disk. */
  private boolean unforced;

  /** Saves that are not answered yet. */
  private int savesUnderWay;

  /** How many of them until the one that forces the pieces verified so far; 0 if it is done. */
  private int savesUntilForced;

  private boolean wantsToRun = true;
  private boolean wantsCheck;
  private boolean completionTold;
  private boolean storageClosed;
  private boolean saidGoodbye;

  TorrentActor(
      TorrentPlan plan,
      TorrentWorld world,
      Mailbox<TorrentMessage> self,
      Timers<TorrentMessage> timers,
      Published<TorrentView> view) {
    this.plan = plan;
    this.world = world;
    this.self = self;
    this.timers = timers;
    this.view = view;
    this.have = new PieceSet(geometry().pieceCount());
    this.selection = Selection.of(plan.metainfo().info(), plan.fileFilter());
    this.announcing = announcing();
    this.storage = world.storage().apply(self.adapt(TorrentMessage.FromStorage::new));
    this.report = new TorrentReport(plan, selection, totals, storage);
    this.savedNanos = now();
    storage.inspect();
    timers.after(TICK_NANOS, new TorrentMessage.Tick());
  }

  private Announcing announcing() {
    List<List<URI>> tiers =
        plan.useTrackers() ? TrackerUrls.of(plan.metainfo().announceTiers()) : List.of();
    return new Announcing(
        new TrackerTiers(tiers, world.random()),
        world.announcer(),
        self.adapt(TorrentMessage.TrackerAnswered::new),
        new Announcing.Identity(infoHash(), world.peerId(), plan.port(), world.random().nextInt()));
  }

  @Override
  public void receive(TorrentMessage message) {
    switch (message) {
      case TorrentMessage.FromPeer(var event) -> onPeer(event);
      case TorrentMessage.FromStorage(var event) -> onStorage(event);
      case TorrentMessage.TrackerAnswered(var answer) -> onTrackerAnswered(answer);
      case TorrentMessage.PeerArrived(var peer) -> onPeerArrived(peer);
      case TorrentMessage.Pause() -> onPause();
      case TorrentMessage.Resume() -> onResume();
      case TorrentMessage.Verify() -> onVerify();
      case TorrentMessage.Stop() -> onStop();
      case TorrentMessage.Tick() -> onTick();
      case TorrentMessage.GiveUpGoodbye() -> onGiveUpGoodbye();
    }
  }

  @Override
  public void onDrained() {
    if (phase instanceof Transferring transferring) {
      transferring.drained(now());
    }
  }

  /** Lets go of everything when a bug has ended the torrent before its time. */
  @Override
  public void onStopped() {
    if (phase instanceof Phase.Leaving) {
      return;
    }
    String problem = "a bug in Sluice; the log tells more";
    Phase last = phase;
    phase = new Phase.Resting(TorrentState.FAILED, Optional.of(problem));
    storage.close();
    publish();
    tell(new TorrentEvent.Failed(infoHash(), problem));
    if (last instanceof Transferring transferring) {
      transferring.end();
    }
  }

  @Override
  public void onUndelivered(TorrentMessage message) {
    if (message instanceof TorrentMessage.FromPeer(PeerEvent event)) {
      Transferring.decline(event);
    } else if (message instanceof TorrentMessage.PeerArrived(IncomingPeer peer)) {
      peer.refuse();
    }
  }

  private long now() {
    return world.actors().clock().nanoTime();
  }

  private void onPeer(PeerEvent event) {
    if (phase instanceof Transferring transferring) {
      transferring.onPeer(event, now());
    } else {
      Transferring.decline(event);
    }
  }

  private void onPeerArrived(IncomingPeer peer) {
    if (phase instanceof Transferring transferring) {
      transferring.onArrived(peer, now());
    } else {
      peer.refuse();
    }
  }

  private void onTrackerAnswered(Announcer.Answer answer) {
    List<PeerAddress> found = announcing.onAnswer(answer, now());
    if (phase instanceof Transferring transferring) {
      transferring.onFound(found);
    }
    String url = answer.tracker().toASCIIString();
    switch (answer.reply()) {
      case AnnounceReply.Accepted accepted -> {
        if (!accepted.warning().isEmpty()) {
          tell(new TorrentEvent.TrackerTrouble(infoHash(), url, accepted.warning()));
        }
      }
      case AnnounceReply.Refused refused ->
          tell(new TorrentEvent.TrackerTrouble(infoHash(), url, refused.reason()));
      case AnnounceReply.Failed failed ->
          tell(new TorrentEvent.TrackerTrouble(infoHash(), url, failed.cause()));
    }
    leaveIfDone();
  }

  private void onStorage(StorageEvent event) {
    switch (event) {
      case StorageEvent.Inspected inspected -> onInspected(inspected);
      case StorageEvent.CheckProgressed(var checkedBytes) -> onCheckProgressed(checkedBytes);
      case StorageEvent.CheckFinished(var found) -> onCheckFinished(found);
      case StorageEvent.Prepared() -> onPrepared();
      case StorageEvent.PieceVerified(var pieceIndex) -> onPieceVerified(pieceIndex);
      case StorageEvent.PieceCorrupt(var pieceIndex) -> onPieceCorrupt(pieceIndex);
      case StorageEvent.Saved() -> onSaved();
      case StorageEvent.Failed(var failure) -> onStorageFailed(failure);
      case StorageEvent.Closed() -> onStorageClosed();
    }
  }

  private void onInspected(StorageEvent.Inspected inspected) {
    if (!(phase instanceof Phase.Inspecting)) {
      return;
    }
    if (totals.downloadedBytes + totals.uploadedBytes == 0) { // else it may count this session
      totals.earlierUploadedBytes = inspected.uploadedBytes();
      totals.earlierDownloadedBytes = inspected.downloadedBytes();
    }
    if (wantsCheck) {
      checkAll();
    } else {
      addAll(inspected.trusted());
      check(inspected.unsure());
    }
  }

  private void check(PieceSet pieces) {
    if (pieces.isEmpty()) {
      known = true;
      prepare();
      return;
    }
    long bytes = 0;
    for (int i = pieces.next(0); i >= 0; i = pieces.next(i + 1)) {
      bytes += geometry().pieceBytes(i);
    }
    enter(new Phase.Checking(bytes, 0));
    storage.check(pieces);
  }

  private void onCheckProgressed(long checkedBytes) {
    if (phase instanceof Phase.Checking checking) {
      phase = new Phase.Checking(checking.totalBytes(), checkedBytes);
    }
  }

  private void onCheckFinished(PieceSet found) {
    if (phase instanceof Phase.Checking) {
      addAll(found);
      known = true;
      unsaved = true;
      prepare();
    }
  }

  private void addAll(PieceSet pieces) {
    for (int i = pieces.next(0); i >= 0; i = pieces.next(i + 1)) {
      have.add(i);
    }
  }

  /**
   * Makes the files. Those that are there are not touched: a complete torrent may lie on a
   * read-only disk.
   */
  private void prepare() {
    if (wantsCheck) {
      checkAll();
    } else if (!wantsToRun) {
      rest(TorrentState.PAUSED, Optional.empty());
    } else if (plan.mayDownload() || selection.isComplete(have)) {
      enter(new Phase.Preparing());
      storage.prepare();
    } else {
      fail(incomplete());
    }
  }

  private String incomplete() {
    int pieces = geometry().pieceCount();
    return "incomplete: %d of %d pieces are missing or wrong on disk; download them first"
        .formatted(pieces - have.size(), pieces);
  }

  private void onPrepared() {
    if (phase instanceof Phase.Preparing) {
      transfer();
    }
  }

  private void transfer() {
    PiecePicker picker = selection.picker(have, world.random());
    Transferring transferring =
        new Transferring(
            plan,
            world,
            storage,
            self.adapt(TorrentMessage.FromPeer::new),
            keys,
            have,
            picker,
            totals);
    enter(transferring);
    announcing.begin(now());
    if (unforced && selection.isComplete(have)) {
      save();
    }
    tellIfComplete();
    onTick(transferring);
  }

  private void onPieceVerified(int pieceIndex) {
    if (phase instanceof Phase.Leaving || !have.add(pieceIndex)) {
      return;
    }
    unsaved = true;
    unforced = true;
    tell(new TorrentEvent.PieceCompleted(infoHash(), pieceIndex));
    if (phase instanceof Transferring transferring) {
      transferring.onPieceVerified(pieceIndex);
      if (selection.isComplete(have)) {
        announcing.completed(progress(), now());
        transferring.onComplete();
        save(); // and when it is done, the world is told
      }
    }
  }

  private void onSaved() {
    boolean wasComplete = isComplete();
    savesUnderWay = Math.max(0, savesUnderWay - 1);
    savesUntilForced = Math.max(0, savesUntilForced - 1);
    if (!wasComplete && isComplete() && phase instanceof Transferring) {
      publish();
      tell(new TorrentEvent.StateChanged(infoHash(), TorrentState.SEEDING));
      tellIfComplete();
    }
  }

  /** Returns whether everything wanted is here, and forced to disk if it came just now. */
  private boolean isComplete() {
    return selection.isComplete(have) && !unforced && savesUntilForced == 0;
  }

  private void onPieceCorrupt(int pieceIndex) {
    tell(new TorrentEvent.PieceRejected(infoHash(), pieceIndex));
    if (phase instanceof Transferring transferring) {
      transferring.onPieceCorrupt(pieceIndex);
    }
  }

  private void tellIfComplete() {
    if (!completionTold && isComplete()) {
      completionTold = true;
      tell(new TorrentEvent.Completed(infoHash()));
    }
  }

  private void onStorageFailed(StorageFailure failure) {
    unforced |= savesUntilForced > 0; // it may be the save that failed
    savesUntilForced = 0;
    savesUnderWay = 0;
    if (phase instanceof Phase.Leaving || phase instanceof Phase.Resting) {
      LOG.warn("{}: {}", failure.path(), failure.reason());
      return;
    }
    stopTransfers();
    wantsCheck |= isCheckingAll();
    fail(failure.path() + ": " + failure.reason());
  }

  private boolean isCheckingAll() {
    return phase instanceof Phase.Checking checking
        && checking.totalBytes() == geometry().totalBytes();
  }

  private void fail(String problem) {
    rest(TorrentState.FAILED, Optional.of(problem));
    save();
    tell(new TorrentEvent.Failed(infoHash(), problem));
  }

  private void onPause() {
    wantsToRun = false;
    if (phase instanceof Transferring || phase instanceof Phase.Preparing) {
      stopTransfers();
      rest(TorrentState.PAUSED, Optional.empty());
      save();
    }
  }

  private void onResume() {
    wantsToRun = true;
    if (!(phase instanceof Phase.Resting)) {
      return;
    }
    if (known) {
      prepare();
    } else {
      forget();
      enter(new Phase.Inspecting());
      storage.inspect();
    }
  }

  /** Checks at once, or after what is being looked at now. */
  private void onVerify() {
    if (phase instanceof Phase.Inspecting || phase instanceof Phase.Checking) {
      wantsCheck = true;
    } else if (!(phase instanceof Phase.Leaving)) {
      stopTransfers();
      checkAll();
    }
  }

  private void checkAll() {
    wantsCheck = false;
    forget();
    completionTold = false;
    check(PieceSet.full(geometry().pieceCount()));
  }

  /** What is on disk is to be found out anew. */
  private void forget() {
    known = false;
    for (int i = have.next(0); i >= 0; i = have.next(i + 1)) {
      have.remove(i);
    }
  }

  private void onStop() {
    if (phase instanceof Phase.Leaving) {
      return;
    }
    stopTransfers();
    enter(new Phase.Leaving());
    if (unsaved || totals.downloadedBytes + totals.uploadedBytes > 0) {
      save();
    }
    storage.close();
    timers.after(GOODBYE_NANOS, new TorrentMessage.GiveUpGoodbye());
  }

  /** Parts with all peers; blocks of unfinished pieces are forgotten, and trackers hear goodbye. */
  private void stopTransfers() {
    if (phase instanceof Transferring transferring) {
      transferring.end();
      announcing.leave(progress(), now());
    }
  }

  private void onStorageClosed() {
    storageClosed = true;
    leaveIfDone();
  }

  private void onGiveUpGoodbye() {
    saidGoodbye = true;
    leaveIfDone();
  }

  private void leaveIfDone() {
    boolean goodbyeSaid = saidGoodbye || announcing.hasLeft();
    if (phase instanceof Phase.Leaving && storageClosed && goodbyeSaid) {
      publish();
      tell(new TorrentEvent.Removed(infoHash()));
      self.stop();
    }
  }

  private void onTick() {
    timers.after(TICK_NANOS, new TorrentMessage.Tick());
    if (phase instanceof Transferring transferring) {
      onTick(transferring);
    }
    publish();
  }

  private void onTick(Transferring transferring) {
    long nowNanos = now();
    transferring.tick(nowNanos);
    announcing.tick(progress(), nowNanos);
    if (unsaved && nowNanos - savedNanos > SAVE_NANOS) {
      save();
    }
  }

  /** Saves what is known; what is not must not replace what was known once. */
  private void save() {
    if (!known) {
      return;
    }
    unsaved = false;
    savedNanos = now();
    savesUnderWay++;
    if (unforced) {
      unforced = false;
      savesUntilForced = savesUnderWay;
    }
    storage.save(
        new ResumeSnapshot(have.copy(), totals.allUploadedBytes(), totals.allDownloadedBytes()));
  }

  private Announcing.Progress progress() {
    return new Announcing.Progress(
        totals.uploadedBytes, totals.downloadedBytes, selection.bytesLeft(have));
  }

  private void rest(TorrentState state, Optional<String> problem) {
    enter(new Phase.Resting(state, problem));
  }

  private void enter(Phase next) {
    TorrentState before = TorrentReport.state(phase, isComplete());
    phase = next;
    TorrentState after = TorrentReport.state(phase, isComplete());
    publish();
    if (before != after) {
      tell(new TorrentEvent.StateChanged(infoHash(), after));
    }
  }

  private void publish() {
    view.set(report.view(phase, have, isComplete(), announcing, now()));
  }

  private void tell(TorrentEvent event) {
    if (!world.events().offer(event)) {
      LOG.warn("an event was dropped because nobody listens fast enough: {}", event);
    }
  }

  private InfoHash infoHash() {
    return plan.metainfo().infoHash();
  }

  private PieceGeometry geometry() {
    return plan.metainfo().info().geometry();
  }
}
