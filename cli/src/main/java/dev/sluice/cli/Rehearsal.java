package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Runs the commands on standard input, one a line, in this one process. The build uses it to train
 * the AOT cache, which remembers the classes of a single run; see {@code .dev/train-aot.sh}.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** Runs every command; their exit codes do not matter here. */
  public static void main(String[] args) throws IOException {
    var input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    try (var commands = new BufferedReader(input)) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        int _ = Main.run(line.split(" "));
      }
    }
  }
}
