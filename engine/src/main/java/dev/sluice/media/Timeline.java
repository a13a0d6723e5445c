package dev.sluice.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the moments of each track lie in the file.
 *
 * <p>Immutable. A track has at most {@link #MAX_POINTS} points; of more only some are kept, which
 * leaves several in every second of the longest film.
 */
public final class Timeline {
  /** Points of one track at most: 1 MiB. */
  static final int MAX_POINTS = 1 << 16;

  /** Tracks that are looked at: sound in many languages; what is beyond can be waited for. */
  static final int MAX_TRACKS = 32;

  /** Says nothing. */
  public static final Timeline EMPTY = new Timeline(List.of());

  private final List<Track> tracks;

  private Timeline(List<Track> tracks) {
    this.tracks = tracks;
  }

  /** The points of one track, in the order of time. */
  private record Track(long[] millis, long[] positions) {
    long positionAt(long moment) {
      int found = Arrays.binarySearch(millis, moment);
      int before = found >= 0 ? found : -found - 2;
      return positions[Math.max(0, before)];
    }
  }

  /**
   * Returns where a player has to read to go on at a moment: one position for each track, that of
   * the last point at or before it; none if nothing is known.
   */
  public List<Long> positionsAt(long millis) {
    return List.copyOf(
        tracks.stream()
            .map(track -> track.positionAt(millis))
            .distinct()
            .sorted()
            .collect(Collectors.toList()));
  }

  /** Returns whether nothing is known. */
  public boolean isEmpty() {
    return tracks.isEmpty();
  }

  /** Gathers points. */
  static final class Builder {
    private final List<Track> tracks = new ArrayList<>();
    private long[] millis = new long[64];
    private long[] positions = new long[64];
    private int count;
    private int stride = 1;
    private int skipped;

    /** Adds a point of the current track; one that is earlier than the last is left out. */
    void add(long atMillis, long position) {
      boolean backwards = count > 0 && atMillis < millis[count - 1];
      if (position < 0 || backwards || ++skipped < stride) {
        return;
      }
      skipped = 0;
      if (count == MAX_POINTS) {
        thin();
      }
      if (count == millis.length) {
        millis = Arrays.copyOf(millis, 2 * count);
        positions = Arrays.copyOf(positions, 2 * count);
      }
      millis[count] = atMillis;
      positions[count++] = position;
    }

    /** Keeps every second point, now and from now on. */
    private void thin() {
      for (int i = 0; 2 * i < count; i++) {
        millis[i] = millis[2 * i];
        positions[i] = positions[2 * i];
      }
      count = (count + 1) / 2;
      stride *= 2;
    }

    /** Ends the current track. */
    void endTrack() {
      if (count > 0 && tracks.size() < MAX_TRACKS) {
        tracks.add(new Track(Arrays.copyOf(millis, count), Arrays.copyOf(positions, count)));
      }
      count = 0;
      stride = 1;
      skipped = 0;
    }

    Timeline build() {
      endTrack();
      return new Timeline(List.copyOf(tracks));
    }
  }
}
