package dev.sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the engine's log goes: nowhere unless asked for. */
final class LogOptions {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Write a log to FILE ('-' for standard error).")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--verbose",
      fallbackValue = "true",
      description = "Log every step, not only warnings; to standard error without --log.")
  boolean isVerbose;

  /** Made by picocli. */
  LogOptions() {}

  /**
   * Sets the log up. The logger reads its settings when its first line is written, so this must
   * come before the engine starts.
   */
  void apply() {
    if (file.isEmpty() && !isVerbose) {
      return;
    }
    System.setProperty(PREFIX + "defaultLogLevel", isVerbose ? "debug" : "info");
    System.setProperty(PREFIX + "showDateTime", "true");
    System.setProperty(PREFIX + "dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
    file.filter(path -> !path.toString().equals("-"))
        .ifPresent(path -> System.setProperty(PREFIX + "logFile", path.toString()));
  }
}
