package dev.sluice.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that {@code get} and {@code stream} share. */
final class DownloadOptions {
  @Option(
      names = {"-d", "--dir"},
      paramLabel = "DIR",
      description = "Save here, not in the current folder.")
  private Path directory = Path.of("");

  @Option(
      names = "--max-down",
      paramLabel = "RATE",
      converter = ByteCount.Converter.class,
      description = "Download at most this many bytes a second; 0 is no limit.")
  Optional<ByteCount> maxDown = Optional.empty();

  /** Made by picocli. */
  DownloadOptions() {}

  /**
   * Returns the folder to save in.
   *
   * @throws CommandFailure if it cannot be one
   */
  Path target() throws CommandFailure {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw CommandFailure.failure(directory + ": not a folder; name another with -d");
    }
    return directory.toAbsolutePath().normalize();
  }
}
