package dev.sluice.mobile;

import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What of all that happens is told, and when: for each torrent at most one thing every {@link
 * #PAUSE_NANOS}, the weightiest first. A decider: shown views, it returns notices.
 */
final class Notices {
  /** Five a second. */
  static final long PAUSE_NANOS = 200_000_000;

  private final Map<String, Told> told = new HashMap<>();

  /** What a listener is told. */
  sealed interface Notice {
    record Changed(TorrentStatus status) implements Notice {}

    record Finished(String torrent) implements Notice {}

    record Failed(String torrent, String problem) implements Notice {}

    record Progressed(TorrentStatus status) implements Notice {}
  }

  /** What is known of one torrent. */
  private static final class Told {
    Optional<TorrentStatus> last = Optional.empty();
    long atNanos;
    boolean hasFinished;
    boolean owesFinish;
    boolean owesProblem;
  }

  /** Returns what to tell of this torrent now, if anything. */
  Optional<Notice> next(TorrentView view, long nowNanos) {
    TorrentStatus status = new TorrentStatus(view);
    Told known = told.computeIfAbsent(status.torrent(), key -> new Told());
    if (known.last.isPresent() && nowNanos - known.atNanos < PAUSE_NANOS) {
      return Optional.empty();
    }
    Optional<Notice> notice = notice(known, status, view);
    if (notice.isPresent()) {
      known.atNanos = nowNanos;
    }
    return notice;
  }

  private static Optional<Notice> notice(Told known, TorrentStatus status, TorrentView view) {
    boolean isNew = !known.last.map(TorrentStatus::state).equals(Optional.of(status.state()));
    if (isNew) {
      noteFinish(known, view);
      known.owesProblem = view.state() == TorrentState.FAILED;
      known.last = Optional.of(status);
      return Optional.of(new Notice.Changed(status));
    }
    if (known.owesFinish) {
      known.owesFinish = false;
      return Optional.of(new Notice.Finished(status.torrent()));
    }
    if (known.owesProblem) {
      known.owesProblem = false;
      return Optional.of(new Notice.Failed(status.torrent(), view.problem().orElse("failed")));
    }
    boolean hasMoved = !known.last.equals(Optional.of(status));
    known.last = Optional.of(status);
    return hasMoved ? Optional.of(new Notice.Progressed(status)) : Optional.empty();
  }

  /** It is told once, however often the torrent rests and goes on seeding. */
  private static void noteFinish(Told known, TorrentView view) {
    if (view.state() == TorrentState.DOWNLOADING) {
      known.hasFinished = false;
    } else if (view.isComplete() && !known.hasFinished) {
      known.hasFinished = true;
      known.owesFinish = true;
    }
  }

  /** Forgets a torrent that was removed. */
  void forget(String torrent) {
    told.remove(torrent);
  }
}
