package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Runs the commands on standard input, one a line, in this one process; a line that begins with
 * {@code &} is not waited for. The build uses it to train the AOT cache, which remembers the
 * classes of a single run and which of their methods were busy; see {@code .dev/train-aot.sh}.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** Runs every command; their exit codes do not matter here. */
  public static void main(String[] args) throws IOException {
    var input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    try (var commands = new BufferedReader(input)) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        run(line);
      }
    }
  }

  private static void run(String line) {
    if (line.startsWith("& ")) {
      Thread.ofPlatform().daemon().start(() -> run(line.substring(2)));
    } else {
      int _ = Main.run(line.split(" "));
    }
  }
}
