package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where resume data is kept. */
final class StateOptions {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keep resume data here, not in ~/.local/state/sluice.")
  Optional<Path> state = Optional.empty();

  /** Made by picocli. */
  StateOptions() {}

  /**
   * Returns the folder. Without one every run would begin anew; better to hear of it now.
   *
   * @throws CommandFailure if it cannot be made or written to
   */
  Path directory(Surroundings world) throws CommandFailure {
    Path folder = state.orElseGet(() -> world.directories().state());
    try {
      Files.createDirectories(folder);
    } catch (IOException _) {
      throw CommandFailure.failure(folder + ": cannot be made; name another with --state");
    }
    if (!Files.isWritable(folder)) {
      throw CommandFailure.failure(folder + ": cannot be written to; name another with --state");
    }
    return folder;
  }
}
