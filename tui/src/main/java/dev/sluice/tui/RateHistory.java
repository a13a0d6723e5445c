package dev.sluice.tui;

import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import dev.sluice.tui.screen.Focus.RateSample;
import dev.sluice.tui.words.Standing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rates of the last minutes, one sample a second. Owned by the UI's thread. */
final class RateHistory {
  /** As many as the widest charts have columns. */
  private static final int MAX_SAMPLES = 300;

  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final Map<InfoHash, Deque<RateSample>> samples = new HashMap<>();
  private long lastNanos;

  RateHistory(long nowNanos) {
    lastNanos = nowNanos - INTERVAL_NANOS;
  }

  /** Takes a sample of each torrent when a second has passed. */
  void look(List<TorrentView> torrents, long nowNanos) {
    if (nowNanos - lastNanos < INTERVAL_NANOS) {
      return;
    }
    lastNanos = nowNanos;
    samples
        .keySet()
        .retainAll(torrents.stream().map(TorrentView::infoHash).collect(Collectors.toSet()));
    torrents.forEach(this::add);
  }

  /** One that has never moved needs no history. */
  private void add(TorrentView torrent) {
    RateSample sample = new RateSample(Standing.down(torrent), Standing.up(torrent));
    boolean moves = sample.downBytesPerSecond() > 0 || sample.upBytesPerSecond() > 0;
    Deque<RateSample> past = samples.get(torrent.infoHash());
    if (past == null && moves) {
      past = new ArrayDeque<>();
      samples.put(torrent.infoHash(), past);
    }
    if (past != null) {
      past.addLast(sample);
      if (past.size() > MAX_SAMPLES) {
        past.removeFirst();
      }
    }
  }

  /** Returns the samples of a torrent, the oldest first. */
  List<RateSample> of(InfoHash torrent) {
    Deque<RateSample> past = samples.get(torrent);
    return past == null ? List.of() : List.copyOf(past);
  }
}
