package dev.sluice.cli;

import dev.sluice.model.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.util.Optional;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import picocli.CommandLine.Option;

/** Where the recording for a profile goes: nowhere unless asked for. */
final class FlightOptions {
  @Option(
      names = "--jfr",
      paramLabel = "FILE",
      description = "Record a profile to FILE (JDK Flight Recorder); see docs/profiling.md.")
  Optional<Path> file = Optional.empty();

  /** Made by picocli. */
  FlightOptions() {}

  /**
   * Starts the recording if one is wanted; it is written when the program ends, however that comes
   * about short of a kill.
   *
   * @return whom the engine is to tell what it does
   * @throws CommandFailure if the file cannot be written, or this Java cannot record
   */
  Probe start() throws CommandFailure {
    if (file.isEmpty()) {
      return Probe.NONE;
    }
    Path target = file.get();
    try {
      Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      Recording recording = new Recording(Configuration.getConfiguration("profile"));
      recording.setName("sluice");
      recording.setToDisk(true);
      recording.setDestination(target);
      recording.setDumpOnExit(true);
      recording.start();
      return new FlightEvents();
    } catch (IOException _) {
      throw CommandFailure.failure("--jfr " + target + ": cannot be written; name another file");
    } catch (ParseException | IllegalStateException e) {
      throw CommandFailure.failure("--jfr: this Java cannot record: " + e.getMessage());
    }
  }
}
