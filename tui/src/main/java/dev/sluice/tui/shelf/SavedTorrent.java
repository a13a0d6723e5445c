package dev.sluice.tui.shelf;

import dev.sluice.api.RateLimits;
import dev.sluice.model.InfoHash;
import java.nio.file.Path;

/**
 * A torrent as it is kept between runs.
 *
 * @param infoHash its name between programs
 * @param name its name for people
 * @param source where it comes from: a path of ours, or a magnet link
 * @param directory the folder that its files go into
 * @param isPaused whether it rests
 * @param limits of its rates
 * @param addedMillis when it was added, in milliseconds since 1970
 */
public record SavedTorrent(
    InfoHash infoHash,
    String name,
    String source,
    Path directory,
    boolean isPaused,
    RateLimits limits,
    long addedMillis) {
  /** Returns it resting or not. */
  public SavedTorrent paused(boolean rests) {
    return new SavedTorrent(infoHash, name, source, directory, rests, limits, addedMillis);
  }

  /** Returns it with other limits. */
  public SavedTorrent limited(RateLimits newLimits) {
    return new SavedTorrent(infoHash, name, source, directory, isPaused, newLimits, addedMillis);
  }
}
