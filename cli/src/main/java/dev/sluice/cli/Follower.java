package dev.sluice.cli;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddRequest;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.BanView;
import dev.sluice.api.NotWantedException;
import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.cli.report.PlainText;
import dev.sluice.cli.report.Report;
import dev.sluice.cli.report.StartedTorrent;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Follows torrents from their start until each is complete (and seeded enough) or has failed, or
 * the user stops it, and tells a {@link Report} on the way.
 *
 * <p>Events say at once what happened, but only the views decide: a view comes every quarter of a
 * second, once all events are told, and says the same, so an event that found the inbox full is not
 * missed.
 *
 * <p>Owned by the main thread; the client's listener and the signal hook only fill the {@link
 * Inbox}.
 */
final class Follower {
  /** Time between two looks at the views. */
  private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

  /** Of one torrent, at its end. */
  private static final int MAX_TRACKERS_TOLD = 10;

  private final TorrentClient client;
  private final Report report;
  private final SeedGoal goal;
  private final OnSuspension onSuspension;
  private final LongSupplier nanoTime;
  private final Inbox inbox;
  private final Companion companion;

  private final Map<InfoHash, StartedTorrent> torrents = new LinkedHashMap<>();

  /** Those of which it is not known yet what they consist of. */
  private final Map<InfoHash, AddMagnet> magnets = new HashMap<>();

  private final Map<InfoHash, Long> completedNanos = new HashMap<>();
  private final Set<InfoHash> failed = new HashSet<>();
  private final Map<InfoHash, String> suspended = new HashMap<>();
  private final Set<InfoHash> seeded = new HashSet<>();
  private long startNanos;

  Follower(
      TorrentClient client,
      Report report,
      SeedGoal goal,
      OnSuspension onSuspension,
      LongSupplier nanoTime,
      Inbox inbox,
      Companion companion) {
    this.companion = companion;
    this.client = client;
    this.report = report;
    this.goal = goal;
    this.onSuspension = onSuspension;
    this.nanoTime = nanoTime;
    this.inbox = inbox;
  }

  /**
   * Adds the torrents and follows them to their end. The client stays open.
   *
   * @return the exit code
   */
  int run(List<? extends AddRequest> requests) throws InterruptedException {
    startNanos = nanoTime.getAsLong();
    try (var _ = client.subscribe(inbox::add)) {
      requests.forEach(this::start);
      if (!client.listening().note().isEmpty()) {
        report.noted(client.listening().note());
      }
      return follow();
    }
  }

  private void start(AddRequest request) {
    StartedTorrent torrent =
        switch (request) {
          case AddTorrent known ->
              started(known.metainfo().info(), known.fileFilter(), known.directory());
          case AddMagnet magnet -> fetching(magnet);
        };
    try {
      client.add(request);
      if (request instanceof AddTorrent known) {
        companion.onKnown(known.metainfo(), known.fileFilter(), report);
      }
    } catch (UncheckedIOException e) {
      fail(torrent, String.valueOf(e.getMessage()));
    }
  }

  private StartedTorrent started(Info info, Predicate<Integer> fileFilter, Path directory) {
    long wantedBytes =
        info.files().files().stream()
            .filter(file -> file.isStored() && fileFilter.test(file.index()))
            .mapToLong(FileEntry::lengthBytes)
            .sum();
    Path target = directory.resolve(info.name());
    StartedTorrent torrent = new StartedTorrent(info.infoHash(), info.name(), wantedBytes, target);
    torrents.put(torrent.infoHash(), torrent);
    report.started(torrent);
    return torrent;
  }

  private StartedTorrent fetching(AddMagnet magnet) {
    String hash = magnet.infoHash().toHex();
    String name = PlainText.of(magnet.link().name());
    StartedTorrent torrent =
        new StartedTorrent(magnet.infoHash(), name.isEmpty() ? hash : name, 0, magnet.directory());
    magnets.put(torrent.infoHash(), magnet);
    torrents.put(torrent.infoHash(), torrent);
    report.fetching(torrent);
    return torrent;
  }

  /** It is known now what a link led to; one that is not wanted is going to fail. */
  private void onMetadata(Metainfo metainfo) {
    AddMagnet magnet = magnets.remove(metainfo.infoHash());
    if (magnet == null) {
      return;
    }
    try {
      Predicate<Integer> files = magnet.files().of(metainfo.info());
      StartedTorrent _ = started(metainfo.info(), files, magnet.directory());
      companion.onKnown(metainfo, files, report);
    } catch (NotWantedException _) {
      // The engine has asked the same question, and tells it as a failure.
    }
  }

  private int follow() throws InterruptedException {
    long nextLookNanos = nanoTime.getAsLong();
    while (!isOver()) {
      Duration patience = Duration.ofNanos(Math.max(0, nextLookNanos - nanoTime.getAsLong()));
      switch (inbox.take(patience).orElse(null)) {
        case Inbox.Note.StopWanted() -> {
          torrents.values().forEach(this::sumUp);
          report.interrupted();
          return ExitCode.INTERRUPTED;
        }
        case Inbox.Note.Happened(TorrentEvent event) -> onEvent(event);
        case null -> {
          look();
          nextLookNanos = nanoTime.getAsLong() + LOOK_NANOS;
        }
      }
    }
    report.progressed(client.torrents(), nanoTime.getAsLong());
    torrents.values().forEach(this::sumUp);
    return failed.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
  }

  /** Tells what a person may want to know at the end: who was banned; if all is not here, why. */
  private void sumUp(StartedTorrent torrent) {
    List<BanView> bans = client.bans(torrent.infoHash());
    if (!bans.isEmpty()) {
      String names = bans.stream().map(BanView::toString).collect(Collectors.joining(", "));
      report.noted(torrent.name() + ": banned " + names);
    }
    client
        .torrent(torrent.infoHash())
        .filter(view -> !view.isComplete())
        .ifPresent(view ->
            view.trackers().stream()
                .limit(MAX_TRACKERS_TOLD)
                .map(tracker -> "tracker " + tracker.url() + ": " + tracker.status())
                .forEach(words -> report.noted(torrent.name() + ": " + words)));
  }

  private boolean isOver() {
    return torrents.keySet().stream().allMatch(name -> failed.contains(name) || isSeeded(name));
  }

  private boolean isSeeded(InfoHash name) {
    return completedNanos.containsKey(name) && (!goal.isSeeding() || seeded.contains(name));
  }

  private void onEvent(TorrentEvent event) {
    StartedTorrent torrent = torrents.get(event.torrent());
    if (torrent == null) {
      return;
    }
    switch (event) {
      case TorrentEvent.Completed _ -> complete(torrent);
      case TorrentEvent.Failed(_, String problem) -> onFailed(torrent, problem);
      case TorrentEvent.MetadataReceived(_, Metainfo metainfo) -> onMetadata(metainfo);
      case TorrentEvent.StateChanged _,
          TorrentEvent.PieceCompleted _,
          TorrentEvent.PieceRejected _,
          TorrentEvent.TrackerTrouble _,
          TorrentEvent.Removed _ ->
          report.happened(torrent, event);
    }
  }

  private void look() {
    List<TorrentView> views = client.torrents();
    for (TorrentView view : views) {
      if (magnets.containsKey(view.infoHash())) {
        client.metainfo(view.infoHash()).ifPresent(this::onMetadata);
      }
      StartedTorrent torrent = torrents.get(view.infoHash());
      if (torrent != null) {
        look(torrent, view);
      }
    }
    report.progressed(views, nanoTime.getAsLong());
    companion.onLook(report);
  }

  private void look(StartedTorrent torrent, TorrentView view) {
    if (isWaitedFor(view)) {
      suspend(torrent, view.problem().orElse("the disk"));
    } else if (view.state() == TorrentState.FAILED) {
      fail(torrent, view.problem().orElse("stopped without saying why"));
    } else if (suspended.remove(torrent.infoHash()) != null) {
      report.noted(torrent.name() + ": goes on");
    } else if (view.isComplete()) {
      complete(torrent);
    }
    Long since = completedNanos.get(torrent.infoHash());
    if (since != null && goal.isReached(view, Duration.ofNanos(nanoTime.getAsLong() - since))) {
      seeded.add(torrent.infoHash());
    }
  }

  private void complete(StartedTorrent torrent) {
    long now = nanoTime.getAsLong();
    if (completedNanos.putIfAbsent(torrent.infoHash(), now) == null) {
      report.completed(torrent, Duration.ofNanos(now - startNanos));
    }
  }

  /** Only the view tells whether that is the end; if it is waited for, it comes soon enough. */
  private void onFailed(StartedTorrent torrent, String problem) {
    boolean isPerhapsWaitedFor =
        onSuspension == OnSuspension.WAIT
            && client
                .torrent(torrent.infoHash())
                .filter(view -> view.isSuspended() || view.state() != TorrentState.FAILED)
                .isPresent();
    if (!isPerhapsWaitedFor) {
      fail(torrent, problem);
    }
  }

  private boolean isWaitedFor(TorrentView view) {
    return onSuspension == OnSuspension.WAIT && view.isSuspended();
  }

  /** It is told once for each problem: the engine tries again and again, and may fail as often. */
  private void suspend(StartedTorrent torrent, String problem) {
    if (!problem.equals(suspended.put(torrent.infoHash(), problem))) {
      report.suspended(torrent, problem);
    }
  }

  private void fail(StartedTorrent torrent, String problem) {
    if (failed.add(torrent.infoHash())) {
      report.failed(torrent, problem);
    }
  }
}
