package dev.sluice.cli;

import dev.sluice.cli.report.Look;
import dev.sluice.cli.report.TerminalSize;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a command takes from the world around it.
 *
 * @param out where results go
 * @param errors where complaints go
 * @param environment the environment variables
 * @param home the user's home folder
 * @param isTerminal whether {@code out} is a terminal that knows how to move its cursor
 * @param terminalSize its size, asked before each frame
 * @param nanoTime a clock that never goes back
 * @param wallClock tells date and time
 * @param signals tells when the user wants the program to stop
 * @param composition where the engine comes from
 */
record Surroundings(
    PrintStream out,
    PrintStream errors,
    Map<String, String> environment,
    Path home,
    boolean isTerminal,
    Supplier<TerminalSize> terminalSize,
    LongSupplier nanoTime,
    Supplier<Instant> wallClock,
    StopSignals signals,
    Composition composition) {

  Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Returns the real ones. */
  static Surroundings ofThisProcess() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        System.out,
        System.err,
        environment,
        Path.of(System.getProperty("user.home", ".")),
        Terminal.isStandardOutput() && !"dumb".equals(environment.get("TERM")),
        new Terminal(environment, System::nanoTime),
        System::nanoTime,
        Instant::now,
        JvmStopSignals::listen,
        Composition.ofEngine());
  }

  /** Returns what the terminal can show. */
  Look look() {
    return Look.of(environment, out.charset());
  }

  /** Returns where this user's files of ours belong. */
  UserDirectories directories() {
    return UserDirectories.of(environment, home);
  }
}
