package dev.sluice.tui.shelf;

import dev.sluice.api.FilePriority;
import dev.sluice.api.RateLimits;
import dev.sluice.model.InfoHash;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A torrent as it is kept between runs.
 *
 * @param infoHash its name between programs
 * @param name its name for people
 * @param source where it comes from: a path of ours, or a magnet link
 * @param directory the folder that its files go into
 * @param isPaused whether it rests
 * @param limits of its rates
 * @param priorities of the files that are not wanted as usual, by their index
 * @param addedMillis when it was added, in milliseconds since 1970
 */
public record SavedTorrent(
    InfoHash infoHash,
    String name,
    String source,
    Path directory,
    boolean isPaused,
    RateLimits limits,
    Map<Integer, FilePriority> priorities,
    long addedMillis) {
  public SavedTorrent {
    priorities = Map.copyOf(priorities);
  }

  /** Returns it resting or not. */
  public SavedTorrent paused(boolean rests) {
    return new SavedTorrent(
        infoHash, name, source, directory, rests, limits, priorities, addedMillis);
  }

  /** Returns it with other limits. */
  public SavedTorrent limited(RateLimits newLimits) {
    return new SavedTorrent(
        infoHash, name, source, directory, isPaused, newLimits, priorities, addedMillis);
  }

  /** Returns it from another source. */
  SavedTorrent from(String newSource) {
    return new SavedTorrent(
        infoHash, name, newSource, directory, isPaused, limits, priorities, addedMillis);
  }

  /** Returns it with some files wanted so much. */
  public SavedTorrent wanting(List<Integer> files, FilePriority priority) {
    Map<Integer, FilePriority> changed = new HashMap<>(priorities);
    for (int file : files) {
      changed.put(file, priority);
    }
    changed.values().removeIf(FilePriority.NORMAL::equals);
    return new SavedTorrent(
        infoHash, name, source, directory, isPaused, limits, changed, addedMillis);
  }
}
