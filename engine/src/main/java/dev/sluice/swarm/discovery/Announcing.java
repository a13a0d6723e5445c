package dev.sluice.swarm.discovery;

import dev.sluice.actor.Sink;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.tracker.AnnounceEvent;
import dev.sluice.tracker.AnnounceReply;
import dev.sluice.tracker.AnnounceRequest;
import dev.sluice.tracker.TrackerDue;
import dev.sluice.tracker.TrackerStatus;
import dev.sluice.tracker.TrackerTiers;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one torrent announced: asks whom the tiers name, when they say so, and tells them what came
 * of it.
 *
 * <p>Owned by the torrent actor.
 */
@Bep({3, 12})
public final class Announcing {
  /** Peers asked for at once: what fills the connections of a torrent twice. */
  private static final int NUM_WANT = 160;

  private final TrackerTiers tiers;
  private final Announcer announcer;
  private final Sink<Announcer.Answer> answers;
  private final Identity identity;
  private Optional<Progress> farewell = Optional.empty();

  /**
   * Announces through {@code announcer}, which is told to answer to {@code answers}; each answer
   * must be handed to {@link #onAnswer}.
   */
  public Announcing(
      TrackerTiers tiers, Announcer announcer, Sink<Announcer.Answer> answers, Identity identity) {
    this.tiers = tiers;
    this.announcer = announcer;
    this.answers = answers;
    this.identity = identity;
  }

  /** Begins: nobody has heard of us. */
  public void begin(long nowNanos) {
    farewell = Optional.empty();
    tiers.onStarted(nowNanos);
  }

  /** Makes the announces that are due. */
  public void tick(Progress progress, long nowNanos) {
    for (var due = tiers.next(nowNanos); due.isPresent(); due = tiers.next(nowNanos)) {
      announce(due.get(), progress);
    }
  }

  /** Nobody is there to give what is missing: asks again as early as patience allows. */
  public void peersWanted(long nowNanos) {
    tiers.onPeersWanted(nowNanos);
  }

  /** Our network was away, or has changed: no tracker that could not be reached is to wait. */
  public void onUpheaval(long nowNanos) {
    tiers.onUpheaval(nowNanos);
  }

  /** Somebody is there. */
  public void peersFound() {
    tiers.onPeersFound();
  }

  /** Tells every tracker that knows of us that the download has just become complete. */
  public void completed(Progress progress, long nowNanos) {
    tiers.onCompleted();
    tick(progress, nowNanos);
  }

  /**
   * Says goodbye to every tracker that knows of us, to each when it has answered what it was told.
   */
  public void leave(Progress progress, long nowNanos) {
    tiers.onStopped();
    farewell = Optional.of(progress);
    tick(progress, nowNanos);
  }

  private void announce(TrackerDue due, Progress progress) {
    boolean leaving = due.event() == AnnounceEvent.STOPPED;
    AnnounceRequest request =
        new AnnounceRequest(
            identity.infoHash(),
            identity.peerId(),
            identity.port(),
            progress.uploadedBytes(),
            progress.downloadedBytes(),
            progress.leftBytes(),
            eventOf(due, progress),
            leaving ? 0 : NUM_WANT,
            identity.key());
    announcer.announce(due.uri(), request, answers);
  }

  /** BEP 21 wants it in every announce; but who is new has to be introduced. */
  private static AnnounceEvent eventOf(TrackerDue due, Progress progress) {
    boolean isPartialSeed = due.event() == AnnounceEvent.NONE && progress.isPartialSeed();
    return isPartialSeed ? AnnounceEvent.PAUSED : due.event();
  }

  /** Notes what a tracker said; returns the peers it named. */
  public List<PeerAddress> onAnswer(Announcer.Answer answer, long nowNanos) {
    tiers.onReply(answer.tracker(), answer.reply(), nowNanos);
    farewell.ifPresent(progress -> tick(progress, nowNanos));
    return answer.reply() instanceof AnnounceReply.Accepted accepted ? accepted.peers() : List.of();
  }

  /** Returns whether every tracker that knew of us has heard our goodbye. */
  public boolean hasLeft() {
    return tiers.isStopped();
  }

  /** Returns each tracker's state, tier by tier. */
  public List<TrackerStatus> statuses(long nowNanos) {
    return tiers.statuses(nowNanos);
  }

  /**
   * Who we say we are.
   *
   * @param infoHash the torrent
   * @param peerId our name in it
   * @param port where peers can reach us; 0 when they cannot
   * @param key proves to the tracker that we are still the same when our address changes
   */
  public record Identity(InfoHash infoHash, PeerId peerId, int port, int key) {}

  /**
   * How far we are.
   *
   * @param uploadedBytes payload sent in this session
   * @param downloadedBytes payload received in this session
   * @param leftBytes bytes still wanted; of a partial seed those missing, so that nobody takes it
   *     for a seed
   * @param isPartialSeed whether all that is wanted is here, and more is missing (BEP 21)
   */
  public record Progress(
      long uploadedBytes, long downloadedBytes, long leftBytes, boolean isPartialSeed) {}
}
