package dev.sluice.session;

import dev.sluice.api.StreamView;
import dev.sluice.media.Media;
import dev.sluice.model.ByteRange;
import dev.sluice.swarm.streaming.FileProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether a film can be played by now from where somebody wants to see it, and would play on.
 *
 * @param media what is known of it
 * @param progress what is here, and where it is read
 * @param downBytesPerSecond how fast the rest comes
 */
record Playability(Media media, FileProgress progress, long downBytesPerSecond) {
  StreamView view() {
    long missing = missingToStart();
    boolean canStart = media.format().isStreamable() && missing == 0;
    return new StreamView(
        buffered(),
        media.duration(),
        media.bytesPerSecond(),
        canStart,
        canStart ? Optional.empty() : timeFor(missing),
        isSmooth());
  }

  private List<ByteRange> buffered() {
    return progress.buffered();
  }

  private long missingToStart() {
    long missing = 0;
    for (ByteRange needed : media.neededFrom(isReadingMedia() ? progress.place() : beginning())) {
      missing += missingOf(needed);
    }
    return missing;
  }

  private long beginning() {
    return media.firstMedia();
  }

  /** Returns whether whoever reads sees the film; or looks at its header or index, to begin. */
  private boolean isReadingMedia() {
    return progress.place() > beginning()
        && media.described().stream().noneMatch(range -> range.has(progress.place()));
  }

  private long missingOf(ByteRange needed) {
    long here = 0;
    for (ByteRange range : buffered()) {
      long from = Math.max(range.from(), needed.from());
      here += Math.max(0, Math.min(range.to(), needed.to()) - from);
    }
    return needed.lengthBytes() - here;
  }

  private Optional<Duration> timeFor(long bytes) {
    return downBytesPerSecond <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (bytes * 1000.0 / downBytesPerSecond) + 1));
  }

  /**
   * Whether each missing byte from where it is read, fetched in order, would be here when it is
   * played. It is enough to look at the end of each gap: within one, what is missing grows as fast
   * as it is played.
   */
  private boolean isSmooth() {
    long playBytesPerSecond = media.bytesPerSecond();
    if (playBytesPerSecond == 0) {
      return false;
    }
    double missing = 0;
    long begin = isReadingMedia() ? progress.position() : beginning();
    long at = begin;
    for (ByteRange range : buffered()) {
      if (range.from() > at) {
        missing += range.from() - at;
        if (isLate(missing, range.from() - begin, playBytesPerSecond)) {
          return false;
        }
      }
      at = Math.max(at, range.to());
    }
    missing += media.lengthBytes() - at;
    return !isLate(missing, media.lengthBytes() - begin, playBytesPerSecond);
  }

  private boolean isLate(double missingBytes, long playedBytes, long playBytesPerSecond) {
    double playedSeconds = playedBytes / (double) playBytesPerSecond;
    return missingBytes > playedSeconds * downBytesPerSecond;
  }
}
