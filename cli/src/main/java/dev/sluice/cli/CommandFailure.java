package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Ends a command with one line that a person can act on: what, which file or host, what to do. The
 * line names no exception and needs no stack trace.
 */
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  private CommandFailure(int exitCode, String line) {
    super(line);
    this.exitCode = exitCode;
  }

  /** Returns a failure of the work itself: exit code 1. */
  public static CommandFailure failure(String line) {
    return new CommandFailure(ExitCode.FAILURE, line);
  }

  /** Returns a mistake in what was asked for: exit code 2. */
  static CommandFailure usage(String line) {
    return new CommandFailure(ExitCode.USAGE, line);
  }

  /** Returns the refusal of something that a later version will do: exit code 2. */
  static CommandFailure notBuilt(String what) {
    return usage(what + " is not built yet");
  }

  /** Returns what {@code problem} means for somebody who asked for {@code path}. */
  static CommandFailure reading(Path path, IOException problem) {
    return failure(path + ": " + reason(problem));
  }

  private static String reason(IOException problem) {
    return switch (problem) {
      case NoSuchFileException _ -> "no such file; check the name";
      case AccessDeniedException _ -> "permission denied; check who owns it";
      default -> "cannot be read: " + problem.getMessage();
    };
  }

  /** Returns the code to exit with. */
  int exitCode() {
    return exitCode;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
