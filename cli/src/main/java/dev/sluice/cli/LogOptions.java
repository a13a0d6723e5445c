package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
      arity = "0",
      fallbackValue = "true",
      description = "Log every step, not only warnings; to standard error without --log.")
  boolean isVerbose;

  /** Made by picocli. */
  LogOptions() {}

  /** Returns whether there is a log, and it goes to standard error. */
  boolean writesToErrors() {
    return file.map(name -> name.toString().equals("-")).orElse(isVerbose);
  }

  /**
   * Sets the log up. The logger reads its settings when its first line is written, so this must
   * come before the engine starts.
   *
   * @throws CommandFailure if the file cannot be written
   */
  void apply() throws CommandFailure {
    if (file.isEmpty() && !isVerbose) {
      return;
    }
    System.setProperty(PREFIX + "defaultLogLevel", isVerbose ? "debug" : "info");
    System.setProperty(PREFIX + "showDateTime", "true");
    System.setProperty(PREFIX + "dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
    if (file.isPresent() && !file.get().toString().equals("-")) {
      checkWritable(file.get());
      System.setProperty(PREFIX + "logFile", file.get().toString());
    }
  }

  /** The logger itself would answer with a stack trace. */
  private static void checkWritable(Path log) throws CommandFailure {
    try {
      Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    } catch (IOException _) {
      throw CommandFailure.failure("--log " + log + ": cannot be written; name another file");
    }
  }
}
