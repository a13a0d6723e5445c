package dev.sluice.tui.screen;

import dev.sluice.api.BackpressureMetrics;
import dev.sluice.api.HeldBackBy;
import dev.sluice.api.ListeningView;
import dev.sluice.api.PortMappingView;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Views of torrents for tests. */
final class Torrents {
  static final long MIB = 1 << 20;

  private Torrents() {}

  /** Returns everything as it stands with these torrents. */
  static Snapshot snapshot(TorrentView... torrents) {
    return new Snapshot(
        List.of(torrents),
        new ListeningView(OptionalInt.of(6881), "", PortMappingView.OFF, true),
        RateLimits.NONE,
        Focus.NONE,
        List.of());
  }

  static InfoHash hash(int number) {
    return new InfoHash(0, 0, number);
  }

  /** Returns one that downloads. */
  static TorrentView downloading(int number, String name, double fraction, long rate) {
    return torrent(
        number, name, TorrentState.DOWNLOADING, fraction, rate, rate / 10, HeldBackBy.NOTHING);
  }

  static TorrentView heldBack(int number, String name, HeldBackBy reason) {
    return torrent(number, name, TorrentState.DOWNLOADING, 0.25, 0, 0, reason);
  }

  static TorrentView seeding(int number, String name, long rate) {
    return torrent(number, name, TorrentState.SEEDING, 1, 0, rate, HeldBackBy.NOTHING);
  }

  static TorrentView paused(int number, String name) {
    return torrent(number, name, TorrentState.PAUSED, 0.5, 0, 0, HeldBackBy.NOTHING);
  }

  static TorrentView failed(int number, String name, String problem) {
    TorrentView view = torrent(number, name, TorrentState.FAILED, 0.1, 0, 0, HeldBackBy.NOTHING);
    return new TorrentView(
        view.infoHash(),
        name,
        view.state(),
        Optional.of(problem),
        Optional.empty(),
        view.wantedBytes(),
        view.doneBytes(),
        1,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        0,
        List.of(),
        view.limits(),
        view.backpressure());
  }

  /** Returns the same with averages of 7 and 3 MiB a second, as a moment after it moved. */
  static TorrentView slowing(TorrentView view) {
    return new TorrentView(
        view.infoHash(),
        view.name(),
        view.state(),
        view.problem(),
        view.metadata(),
        view.wantedBytes(),
        view.doneBytes(),
        view.checkedFraction(),
        7 * MIB,
        3 * MIB,
        view.downloadedBytes(),
        view.uploadedBytes(),
        view.wastedBytes(),
        view.peers(),
        view.knownPeers(),
        view.trackers(),
        view.limits(),
        view.backpressure());
  }

  private static TorrentView torrent(
      int number,
      String name,
      TorrentState state,
      double fraction,
      long down,
      long up,
      HeldBackBy reason) {
    long wanted = (number + 1) * 700 * MIB;
    long done = (long) (wanted * fraction);
    return new TorrentView(
        hash(number),
        name,
        state,
        Optional.empty(),
        Optional.empty(),
        wanted,
        done,
        1,
        down,
        up,
        done,
        done / 4,
        0,
        List.of(),
        7,
        List.of(),
        RateLimits.NONE,
        new BackpressureMetrics(3, 20, 48, 2, 0.4, reason));
  }
}
