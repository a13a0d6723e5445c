package dev.sluice.media;

import dev.sluice.model.ByteRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a film or song.
 *
 * @param format how it is wrapped
 * @param lengthBytes of the whole file
 * @param duration how long it plays, if that is told
 * @param described the bytes that say how to play it: header and index, wherever they lie
 * @param firstMedia where sound and picture begin
 * @param timeline where each moment lies
 */
public record Media(
    MediaFormat format,
    long lengthBytes,
    Optional<Duration> duration,
    List<ByteRange> described,
    long firstMedia,
    Timeline timeline) {

  /** What a player wants to see before it begins. */
  private static final Duration BEGINNING = Duration.ofSeconds(2);

  /** The least and the most that that is, in bytes, whatever the file says of its rate. */
  private static final long MIN_BEGINNING_BYTES = 64 << 10;

  private static final long MAX_BEGINNING_BYTES = 8 << 20;

  public Media {
    described = List.copyOf(described);
  }

  /** Returns what is known of a file that is none, or none that we know. */
  static Media unknown(long lengthBytes) {
    return new Media(
        MediaFormat.UNKNOWN, lengthBytes, Optional.empty(), List.of(), 0, Timeline.EMPTY);
  }

  /** Returns how fast it plays on average; 0 if nobody knows. */
  public long bytesPerSecond() {
    long millis = duration.map(Duration::toMillis).orElse(0L);
    return millis == 0 ? 0 : (long) (lengthBytes * 1000.0 / millis);
  }

  /** Returns what a player needs to begin: header, index and the first seconds. */
  public List<ByteRange> neededToStart() {
    return neededFrom(firstMedia);
  }

  /** Returns what a player needs to begin at a byte: header, index and the seconds from there. */
  public List<ByteRange> neededFrom(long position) {
    List<ByteRange> needed = new ArrayList<>(described);
    needed.add(secondsFrom(Math.min(position, lengthBytes)));
    return needed;
  }

  /** Returns what a player needs to go on at a moment, besides header and index. */
  public List<ByteRange> neededAt(Duration moment) {
    List<ByteRange> needed = new ArrayList<>();
    for (long position : timeline.positionsAt(moment.toMillis())) {
      needed.add(secondsFrom(Math.min(position, lengthBytes)));
    }
    if (needed.isEmpty()) {
      needed.add(secondsFrom(proportional(moment)));
    }
    return needed;
  }

  private long proportional(Duration moment) {
    long millis = duration.map(Duration::toMillis).orElse(0L);
    double share = millis == 0 ? 0 : Math.min(1, moment.toMillis() / (double) millis);
    return firstMedia + (long) (share * (lengthBytes - firstMedia));
  }

  private ByteRange secondsFrom(long position) {
    long bytes =
        Math.max(
            MIN_BEGINNING_BYTES,
            Math.min(MAX_BEGINNING_BYTES, bytesPerSecond() * BEGINNING.getSeconds()));
    return new ByteRange(position, Math.min(lengthBytes, position + bytes));
  }
}
