package dev.sluice.swarm;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Timers;
import dev.sluice.api.FilePriority;
import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PieceSet;
import dev.sluice.storage.StorageEvent;
import dev.sluice.storage.StorageFailure;
import dev.sluice.storage.TorrentStorage;
import dev.sluice.swarm.discovery.Announcer;
import dev.sluice.swarm.discovery.Announcing;
import dev.sluice.swarm.discovery.TableSearches;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.streaming.Readers;
import dev.sluice.swarm.streaming.StreamMessage;
import dev.sluice.tracker.AnnounceReply;
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

  /** The same of one that is quiet: a thousand of them must not keep a computer busy. */
  private static final long QUIET_TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long trackers may take to hear our goodbye. */
  private static final long GOODBYE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

  private final TorrentPlan plan;
  private final TorrentWorld world;
  private final Mailbox<TorrentMessage> self;
  private final Timers<TorrentMessage> timers;
  private final TorrentStorage storage;
  private final EarlyPeers early;
  private final Announcing announcing;
  private final TableSearches searches;
  private final HaveSet have;
  private final Totals totals = new Totals();
  private final PeerMemory memory;
  private final Wishes wishes = new Wishes();
  private final Opening opening;
  private final Saving saving;
  private final Recovery recovery;
  private final TorrentReport report;
  private final CloseUp closeUp;
  private final Herald herald;
  private final Streaming streaming;
  private final Upheavals upheavals;
  private Phase phase;

  TorrentActor(
      TorrentPlan plan,
      TorrentWorld world,
      Mailbox<TorrentMessage> self,
      Timers<TorrentMessage> timers,
      Showcase showcase) {
    this(plan, world, self, timers, showcase, Past.none(plan, world, self));
  }

  /** Goes on with what was known of the torrent before its metadata was. */
  TorrentActor(
      TorrentPlan plan,
      TorrentWorld world,
      Mailbox<TorrentMessage> self,
      Timers<TorrentMessage> timers,
      Showcase showcase,
      Past past) {
    this.plan = plan;
    this.world = world;
    this.self = self;
    this.timers = timers;
    this.early = past.peers();
    this.announcing = past.announcing();
    this.searches = past.searches();
    this.storage =
        world
            .disk()
            .open(
                plan.metainfo().info(),
                plan.skippedFiles(),
                self.adapt(TorrentMessage.FromStorage::new));
    this.have = new HaveSet(Selection.of(plan.metainfo().info(), plan.fileFilter()));
    this.memory = PeerMemory.with(plan.peers(), past.keys(), world.candidates());
    this.opening = new Opening(plan, storage, have, wishes);
    this.saving = new Saving(storage, have, totals, now());
    this.recovery = new Recovery(storage, have);
    this.report = new TorrentReport(plan, have, totals, storage, announcing, world.rates());
    this.closeUp = new CloseUp(plan, world.disk().directory(), have);
    this.herald = new Herald(showcase, world.events());
    this.streaming =
        new Streaming(new Readers(plan.metainfo().info(), have.pieces(), storage::read), timers);
    this.upheavals = new Upheavals(world.network());
    this.phase = opening.inspect();
    timers.after(TICK_NANOS, new TorrentMessage.Tick());
  }

  @Override
  public void receive(TorrentMessage message) {
    switch (message) {
      case TorrentMessage.FromPeer(var event) -> onPeer(event);
      case TorrentMessage.FromStorage(var event) -> onStorage(event);
      case TorrentMessage.TrackerAnswered(var answer) -> onTrackerAnswered(answer);
      case TorrentMessage.MetadataLookedUp lookedUp -> {}
      case TorrentMessage.TableAnswered(var event) ->
          phase.onFound(searches.onEvent(event, now()), PeerSource.DHT);
      case TorrentMessage.PeersFound found -> phase.onFound(found.addresses(), found.source());
      case TorrentMessage.PeerArrived(var peer) -> phase.onArrived(peer, now());
      case TorrentMessage.FromReader(var reader) -> onReader(reader);
      case TorrentMessage.Hurry() -> streaming.onHurry(phase, now());
      case TorrentMessage.Prioritise(var fileIndex, var priority) ->
          onPrioritise(fileIndex, priority);
      case TorrentMessage.Pause() -> onPause();
      case TorrentMessage.Resume() -> onResume();
      case TorrentMessage.Verify() -> onVerify();
      case TorrentMessage.LiftBan(var host) -> memory.candidates().lift(host);
      case TorrentMessage.LookedAt(var into) -> into.set(Optional.of(closeUp.of(phase)));
      case TorrentMessage.Stop() -> onStop();
      case TorrentMessage.Discard() -> onDiscard();
      case TorrentMessage.Tick() -> onTick();
      case TorrentMessage.GiveUpGoodbye() -> onGiveUpGoodbye();
    }
  }

  @Override
  public void onDrained() {
    phase.drained(now());
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
    streaming.end(problem);
    herald.tell(new TorrentEvent.Failed(infoHash(), problem));
    last.end();
    world.neighbourhood().leave(infoHash());
    early.end();
  }

  @Override
  public void onUndelivered(TorrentMessage message) {
    message.decline();
  }

  private long now() {
    return world.actors().clock().nanoTime();
  }

  /** Those who were met early wait until files stand ready; whoever else calls does not. */
  private void onPeer(PeerEvent event) {
    if (early.has(event.peer())) {
      early.onPeer(event, now());
    } else {
      phase.onPeer(event, now());
    }
  }

  /** Who streams a file wants it. */
  private void onReader(StreamMessage message) {
    if (message instanceof StreamMessage.Show show
        && have.priority(show.fileIndex()) == FilePriority.SKIP) {
      onPrioritise(show.fileIndex(), FilePriority.NORMAL);
    }
    streaming.onMessage(message, phase, now());
  }

  private void onPrioritise(int fileIndex, FilePriority priority) {
    if (phase instanceof Phase.Leaving || !plan.mayDownload()) {
      return;
    }
    boolean wasComplete = have.isComplete();
    have.prioritise(fileIndex, priority);
    if (wasComplete && !have.isComplete()) {
      herald.forgetCompletion();
    }
    if (phase instanceof Transferring transferring) {
      transferring.onPriorities(have);
      if (!wasComplete && have.isComplete()) {
        onComplete(transferring);
      }
    }
    publish();
    if (isComplete()) {
      herald.tellCompletion(); // nothing was left to be forced to disk
    }
  }

  private void onTrackerAnswered(Announcer.Answer answer) {
    List<PeerAddress> found = announcing.onAnswer(answer, now());
    if (answer.reply() instanceof AnnounceReply.Accepted) {
      phase.onTracker(answer.tracker());
    }
    phase.onFound(found, PeerSource.TRACKER);
    String trouble = answer.reply().message();
    if (!trouble.isEmpty()) {
      String url = answer.tracker().toASCIIString();
      herald.tell(new TorrentEvent.TrackerTrouble(infoHash(), url, trouble));
    }
    leaveIfDone();
  }

  private void onStorage(StorageEvent event) {
    switch (event) {
      case StorageEvent.Inspected inspected -> onInspected(inspected);
      case StorageEvent.CheckProgressed(var checkedBytes) ->
          phase = phase.checkedSoFar(checkedBytes);
      case StorageEvent.CheckFinished(var found) -> onCheckFinished(found);
      case StorageEvent.Filled filled -> onFilled(filled);
      case StorageEvent.Prepared() -> onPrepared();
      case StorageEvent.PieceVerified(var pieceIndex) -> onPieceVerified(pieceIndex);
      case StorageEvent.PieceCorrupt corrupt -> onPieceCorrupt(corrupt);
      case StorageEvent.Fingerprinted(var pieceIndex, var prints) ->
          phase.onFingerprints(pieceIndex, prints);
      case StorageEvent.Saved() -> onSaved();
      case StorageEvent.RoomMeasured(var usableBytes) -> goOnIf(recovery.isEnough(usableBytes));
      case StorageEvent.TriedOut(var works) -> goOnIf(works && recovery.isWaiting());
      case StorageEvent.Remembered(var claimed) -> onRemembered(claimed);
      case StorageEvent.Failed(var failure) -> onStorageFailed(failure);
      case StorageEvent.Closed() -> onStorageClosed();
    }
  }

  private void onInspected(StorageEvent.Inspected inspected) {
    if (phase instanceof Phase.Inspecting) {
      totals.countOn(inspected.uploadedBytes(), inspected.downloadedBytes());
      enter(opening.onInspected(inspected));
    }
  }

  private void onCheckFinished(PieceSet found) {
    if (phase instanceof Phase.Checking) {
      saving.onChecked();
      enter(opening.onChecked(found));
    }
  }

  private void onFilled(StorageEvent.Filled filled) {
    if (phase instanceof Phase.Preparing) {
      enter(new Phase.Preparing(filled.totalBytes(), filled.filledBytes()));
    }
  }

  private void onPrepared() {
    if (phase instanceof Phase.Preparing) {
      transfer();
    }
  }

  private void transfer() {
    Transferring transferring =
        new Transferring(
            plan, world, storage, self.adapt(TorrentMessage.FromPeer::new), memory, have, totals);
    transferring.join(early, now());
    enter(transferring);
    announcing.begin(now());
    meetNeighbours();
    searches.begin(now());
    if (have.isComplete() && saving.owesForce()) {
      saving.save(now());
    }
    if (isComplete()) {
      herald.tellCompletion();
    }
    tick(transferring);
  }

  private void meetNeighbours() {
    if (plan.sources(world.sources()).allow(PeerSource.LSD)) {
      world.neighbourhood().enter(infoHash(), self.adapt(TorrentMessage.PeersFound::ofNeighbour));
    }
  }

  private void onPieceVerified(int pieceIndex) {
    if (phase instanceof Phase.Leaving || !have.add(pieceIndex)) {
      return;
    }
    saving.onPieceVerified();
    streaming.onVerified();
    recovery.onPieceVerified();
    herald.tell(new TorrentEvent.PieceCompleted(infoHash(), pieceIndex));
    if (phase instanceof Transferring transferring) {
      transferring.onPieceVerified(pieceIndex);
      if (have.isComplete()) {
        onComplete(transferring);
      }
    }
  }

  private void onComplete(Transferring transferring) {
    if (have.missingBytes() == 0) { // else nobody gains a seed (BEP 21)
      announcing.completed(progress(), now());
    }
    transferring.onComplete();
    saving.save(now()); // and when it is done, the world is told
  }

  private void onSaved() {
    boolean wasComplete = isComplete();
    saving.onSaved();
    if (!wasComplete && isComplete()) {
      publish();
      herald.tellCompletion();
    }
  }

  /** Returns whether everything wanted is here, and forced to disk if it came just now. */
  private boolean isComplete() {
    return have.isComplete() && saving.isForced();
  }

  private void onPieceCorrupt(StorageEvent.PieceCorrupt corrupt) {
    herald.tell(new TorrentEvent.PieceRejected(infoHash(), corrupt.pieceIndex()));
    phase.onPieceCorrupt(corrupt.pieceIndex(), corrupt.prints());
  }

  private void onStorageFailed(StorageFailure failure) {
    saving.onFailed();
    if (wishes.toDiscard) {
      String problem = failure.path() + ": cannot be deleted: " + failure.reason();
      herald.tell(new TorrentEvent.Failed(infoHash(), problem));
      return;
    }
    if (phase instanceof Phase.Leaving || phase instanceof Phase.Resting) {
      LOG.warn("{}: {}", failure.path(), failure.reason());
      return;
    }
    stopTransfers();
    recovery.onFailed(failure, now());
    if (failure.kind() == StorageFailure.Kind.MISSING) {
      have.doubt();
    }
    wishes.toCheck |= phase instanceof Phase.Checking checking && opening.isOfAll(checking);
    String problem = failure.path() + ": " + failure.reason();
    enter(new Phase.Resting(TorrentState.FAILED, Optional.of(problem)));
  }

  private void goOnIf(boolean isMended) {
    if (wishes.toRun && isMended) {
      onResume();
    }
  }

  /** The disk is not there: what was on it when last seen is all that can be told of it. */
  private void onRemembered(PieceSet claimed) {
    if (phase instanceof Phase.Inspecting) {
      have.forget();
      have.addAll(claimed);
    }
  }

  private void onPause() {
    wishes.toRun = false;
    if (phase instanceof Phase.Preparing) {
      storage.stopPreparing();
    }
    if (phase instanceof Transferring || phase instanceof Phase.Preparing) {
      stopTransfers();
      enter(new Phase.Resting(TorrentState.PAUSED, Optional.empty()));
      saving.save(now());
    }
  }

  private void onResume() {
    wishes.toRun = true;
    if (phase instanceof Phase.Resting) {
      recovery.end();
      enter(have.isKnown() ? opening.prepare() : opening.inspect());
    }
  }

  /** Checks at once, or after what is being looked at now. */
  private void onVerify() {
    if (phase instanceof Phase.Leaving) {
      return;
    }
    herald.forgetCompletion();
    if (phase instanceof Phase.Inspecting || phase instanceof Phase.Checking) {
      wishes.toCheck = true;
    } else {
      stopTransfers();
      enter(opening.checkAll());
    }
  }

  private void onStop() {
    if (!(phase instanceof Phase.Leaving)) {
      leave();
      saving.saveAtLast(now());
      storage.close();
    }
  }

  private void onDiscard() {
    if (!(phase instanceof Phase.Leaving)) {
      leave();
      wishes.toDiscard = true;
      storage.closeAndDelete();
    }
  }

  private void leave() {
    stopTransfers();
    streaming.end("the torrent has been stopped");
    enter(new Phase.Leaving());
    timers.after(GOODBYE_NANOS, new TorrentMessage.GiveUpGoodbye());
  }

  /** Parts with all peers; blocks of unfinished pieces are forgotten, and trackers hear goodbye. */
  private void stopTransfers() {
    if (phase instanceof Transferring transferring) {
      transferring.end();
      announcing.leave(progress(), now());
      world.neighbourhood().leave(infoHash());
      searches.end();
    }
  }

  private void onStorageClosed() {
    if (phase instanceof Phase.Leaving leaving) {
      phase = leaving.withStorageClosed();
      leaveIfDone();
    }
  }

  private void onGiveUpGoodbye() {
    if (phase instanceof Phase.Leaving leaving) {
      phase = leaving.withGoodbyeSaid();
      leaveIfDone();
    }
  }

  private void leaveIfDone() {
    if (phase instanceof Phase.Leaving leaving && leaving.isOver(announcing.hasLeft())) {
      publish();
      herald.tell(new TorrentEvent.Removed(infoHash()));
      self.stop();
    }
  }

  private void onTick() {
    if (phase instanceof Transferring transferring) {
      tick(transferring);
    } else if (phase instanceof Phase.Resting && wishes.toRun) {
      recovery.tick(now());
    }
    publish();
    timers.after(phase.isQuiet() ? QUIET_TICK_NANOS : TICK_NANOS, new TorrentMessage.Tick());
  }

  private void tick(Transferring transferring) {
    long nowNanos = now();
    if (upheavals.wasAnother()) {
      transferring.onUpheaval(nowNanos);
      announcing.onUpheaval(nowNanos);
      searches.onUpheaval(nowNanos);
    }
    transferring.tick(nowNanos);
    if (transferring.lacksPeers()) {
      announcing.peersWanted(nowNanos);
      searches.peersWanted(nowNanos);
    } else if (transferring.isContent()) {
      announcing.peersFound();
      searches.peersFound();
    }
    announcing.tick(progress(), nowNanos);
    searches.tick(have.isComplete() ? PeerRole.SEED : PeerRole.PEER, nowNanos);
    saving.tick(nowNanos);
  }

  private Announcing.Progress progress() {
    boolean isPartialSeed = have.isComplete() && have.missingBytes() > 0;
    return new Announcing.Progress(
        totals.uploadedBytes,
        totals.downloadedBytes,
        isPartialSeed ? have.missingBytes() : have.bytesLeft(),
        isPartialSeed);
  }

  /** Goes on to a phase; a failure is told, and what is known by then is saved. */
  private void enter(Phase next) {
    phase = next;
    publish();
    if (next instanceof Phase.Resting || next instanceof Phase.Leaving) {
      early.end();
    }
    if (next instanceof Phase.Resting resting && resting.problem().isPresent()) {
      saving.save(now());
      streaming.fail(resting.problem().get());
      herald.tell(new TorrentEvent.Failed(infoHash(), resting.problem().get()));
    }
  }

  private void publish() {
    boolean isSuspended = wishes.toRun && recovery.isWaiting();
    herald.publish(report.view(phase, isComplete(), isSuspended, now()));
    herald.show(memory.candidates().bans());
    streaming.publish();
  }

  private InfoHash infoHash() {
    return plan.metainfo().infoHash();
  }
}
