package dev.sluice.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program that shows films, started without a shell.
 *
 * @param program its file
 * @param options come before the URL
 * @param onEnd called when it has been closed
 */
record Player(Path program, List<String> options, Runnable onEnd) {
  /** What to look for, the best first. */
  private static final List<List<String>> KNOWN =
      List.of(
          List.of("mpv", "--really-quiet"),
          List.of("vlc", "--quiet"),
          List.of("ffplay", "-autoexit", "-loglevel", "quiet"));

  Player {
    options = List.copyOf(options);
  }

  /**
   * Returns the best player of this machine.
   *
   * @throws CommandFailure if there is none
   */
  static Player find(Surroundings world) throws CommandFailure {
    String path = world.environment().getOrDefault("PATH", "");
    for (List<String> words : KNOWN) {
      Optional<Path> program = find(words.getFirst(), path);
      if (program.isPresent()) {
        return new Player(program.get(), words.subList(1, words.size()), () -> {});
      }
    }
    throw CommandFailure.failure(
        "--play: neither mpv, vlc nor ffplay is installed; open the URL in a player yourself");
  }

  private static Optional<Path> find(String name, String path) {
    for (String folder : path.split(File.pathSeparator)) {
      Path file = Path.of(folder).resolve(name);
      if (!folder.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  Player endingWith(Runnable whenClosed) {
    return new Player(program, options, whenClosed);
  }

  /** Starts it; returns the process, to be ended with the command. */
  @SuppressWarnings("FutureReturnValueIgnored") // whoever is told of the end has no one to fail to
  Process play(String url) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(options);
    command.add(url);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.onExit().thenRun(onEnd);
    return process;
  }
}
