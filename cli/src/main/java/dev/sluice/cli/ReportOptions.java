package dev.sluice.cli;

import dev.sluice.cli.report.JsonReport;
import dev.sluice.cli.report.LineReport;
import dev.sluice.cli.report.LiveReport;
import dev.sluice.cli.report.QuietReport;
import dev.sluice.cli.report.Report;
import dev.sluice.cli.report.SeedLineReport;
import picocli.CommandLine.Option;

/** How a long-running command tells what happens. */
final class ReportOptions {
  @Option(
      names = "--json",
      arity = "0",
      fallbackValue = "true",
      description = "Print one JSON object per event and line.")
  boolean isJson;

  @Option(
      names = {"-q", "--quiet"},
      arity = "0",
      fallbackValue = "true",
      description = "Print failures only.")
  boolean isQuiet;

  /** Made by picocli. */
  ReportOptions() {}

  /** Returns who is told of downloads. */
  Report ofDownloads(Surroundings world) {
    if (isJson || isQuiet) {
      return sparse(world);
    }
    return world.isTerminal()
        ? LiveReport.ofDownloads(world.out(), world.errors(), world.look(), world.terminalSize())
        : new LineReport(world.out(), world.errors(), world.nanoTime().getAsLong());
  }

  /** Returns who is told of seeding. */
  Report ofSeeding(Surroundings world) {
    if (isJson || isQuiet) {
      return sparse(world);
    }
    return world.isTerminal()
        ? LiveReport.ofSeeding(world.out(), world.errors(), world.look(), world.terminalSize())
        : new SeedLineReport(world.out(), world.errors(), world.nanoTime().getAsLong());
  }

  private Report sparse(Surroundings world) {
    return isJson
        ? new JsonReport(world.out(), world.errors(), world.nanoTime().getAsLong())
        : new QuietReport(world.errors());
  }
}
