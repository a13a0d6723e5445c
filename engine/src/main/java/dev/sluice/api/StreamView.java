package dev.sluice.api;

import dev.sluice.model.ByteRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a streamed file is, at one moment.
 *
 * @param buffered what is verified and on disk, in order and without touching each other
 * @param duration how long it plays; empty while nobody knows
 * @param bytesPerSecond how fast it plays on average; 0 while nobody knows
 * @param canStart whether a player can begin where somebody last began or jumped to: whatever it
 *     needs of header, index and the seconds from there is here
 * @param startsIn how long it will probably take until then, at today's rate; empty if it can
 *     start, or nothing comes
 * @param isSmooth whether it would play on without a pause at today's rate from where it is read,
 *     or from the beginning if nobody reads; false while nobody knows
 */
public record StreamView(
    List<ByteRange> buffered,
    Optional<Duration> duration,
    long bytesPerSecond,
    boolean canStart,
    Optional<Duration> startsIn,
    boolean isSmooth) {

  public StreamView {
    buffered = List.copyOf(buffered);
  }

  /** Returns how many bytes are here. */
  public long bufferedBytes() {
    return buffered.stream().mapToLong(ByteRange::lengthBytes).sum();
  }
}
