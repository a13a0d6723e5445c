package dev.sluice.cli;

import picocli.CommandLine.Option;

/** The option that every command has. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean isWanted;

  /** Made by picocli. */
  HelpOption() {}
}
