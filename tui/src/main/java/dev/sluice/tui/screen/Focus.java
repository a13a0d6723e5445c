package dev.sluice.tui.screen;

import dev.sluice.api.TorrentDetails;
import dev.sluice.metainfo.Metainfo;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the one torrent that is looked at closely.
 *
 * @param metainfo what it consists of
 * @param details how it stands piece by piece
 * @param rates of every second, the oldest first
 */
public record Focus(
    Optional<Metainfo> metainfo, Optional<TorrentDetails> details, List<RateSample> rates) {
  /** No torrent is looked at. */
  public static final Focus NONE = new Focus(Optional.empty(), Optional.empty(), List.of());

  public Focus {
    rates = List.copyOf(rates);
  }

  /**
   * Payload of one second.
   *
   * @param downBytesPerSecond that came
   * @param upBytesPerSecond that went
   */
  public record RateSample(long downBytesPerSecond, long upBytesPerSecond) {}
}
