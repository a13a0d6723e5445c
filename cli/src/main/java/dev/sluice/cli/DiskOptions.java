package dev.sluice.cli;

import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** What is to be done about a disk that is full, gone or broken. */
final class DiskOptions {
  @Option(
      names = "--wait",
      arity = "0",
      fallbackValue = "true",
      description = "Wait for a full or missing disk, as on a terminal; else it is a failure.")
  private boolean isWaiting;

  @Option(
      names = "--reserve",
      paramLabel = "SIZE",
      converter = ByteCount.Converter.class,
      description = "Leave so much of the disk free; 8MiB unless you say otherwise.")
  private Optional<ByteCount> reserve = Optional.empty();

  /** Made by picocli. */
  DiskOptions() {}

  /** Returns how much of a disk stays free; empty leaves it to the engine. */
  OptionalLong reserve() {
    return reserve.map(amount -> OptionalLong.of(amount.bytes())).orElseGet(OptionalLong::empty);
  }

  /** Returns what becomes of a torrent that the engine has suspended: a person can mend it. */
  OnSuspension onSuspension(Surroundings world) {
    return isWaiting || world.isTerminal() ? OnSuspension.WAIT : OnSuspension.FAIL;
  }
}
