package dev.sluice.cli;

import picocli.CommandLine.Option;

/** What is to be done about a disk that is full, gone or broken. */
final class DiskOptions {
  @Option(
      names = "--wait",
      arity = "0",
      fallbackValue = "true",
      description = "Wait for a full or missing disk, as on a terminal; else it is a failure.")
  private boolean isWaiting;

  /** Made by picocli. */
  DiskOptions() {}

  /** Returns what becomes of a torrent that the engine has suspended: a person can mend it. */
  OnSuspension onSuspension(Surroundings world) {
    return isWaiting || world.isTerminal() ? OnSuspension.WAIT : OnSuspension.FAIL;
  }
}
