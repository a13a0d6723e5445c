package dev.sluice.cli;

import dev.sluice.api.RateLimits;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How fast to upload, and how long. */
final class UploadOptions {
  @Option(
      names = "--max-up",
      paramLabel = "RATE",
      converter = ByteCount.Converter.class,
      description = "Upload at most this many bytes a second; 0 is no limit.")
  Optional<ByteCount> maxUp = Optional.empty();

  @Option(
      names = "--upload-slots",
      paramLabel = "N",
      converter = UploadSlots.Converter.class,
      description = "Upload to N peers at a time; 'auto', the usual, is as many as make it faster.")
  UploadSlots slots = UploadSlots.AUTO;

  @Option(
      names = "--seed-ratio",
      paramLabel = "R",
      description = "Upload until R times the torrent's size is sent.")
  Optional<Double> seedRatio = Optional.empty();

  @Option(
      names = "--seed-time",
      paramLabel = "T",
      converter = TimeSpan.class,
      description = "Upload for this long: 90s, 30m, 2h, 1d.")
  Optional<Duration> seedTime = Optional.empty();

  /** Made by picocli. */
  UploadOptions() {}

  /** Returns the limits of the rates, {@code maxDown} for the other direction. */
  RateLimits rates(Optional<ByteCount> maxDown) {
    return new RateLimits(limit(maxDown), limit(maxUp));
  }

  /** Returns a limit as the engine takes it. */
  static long limit(Optional<ByteCount> rate) {
    return rate.map(ByteCount::bytes).filter(bytes -> bytes > 0).orElse(RateLimits.UNLIMITED);
  }

  /**
   * Returns when uploading ends.
   *
   * @param isSeeding whether to upload even if neither ratio nor time says so
   * @throws CommandFailure if the ratio is none
   */
  SeedGoal goal(boolean isSeeding) throws CommandFailure {
    if (seedRatio.isPresent() && !(seedRatio.get() >= 0)) {
      throw CommandFailure.usage("--seed-ratio " + seedRatio.get() + ": at least 0");
    }
    return new SeedGoal(isSeeding, seedRatio, seedTime);
  }
}
