package dev.sluice.cli.doctor;

import dev.sluice.cli.report.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Other processes of Sluice here, and what each takes. Of their arguments only the command is told:
 * the rest is nobody's business.
 */
public final class Running {
  private static final String MAIN = "dev.sluice.cli/dev.sluice.cli.Main";

  /** Busier than this over its whole life, a process lacks processor and not peers. */
  private static final double BUSY = 0.9;

  private final Path processes;
  private final Instant now;

  /** Looks below {@code processes}, {@code /proc} where there is one. */
  public Running(Path processes, Instant now) {
    this.processes = processes;
    this.now = now;
  }

  /** Adds each of {@code all} that is Sluice and not this process. */
  public void addTo(Page page, Stream<ProcessHandle> all) {
    long own = ProcessHandle.current().pid();
    all.filter(process -> process.pid() != own)
        .filter(process -> arguments(process).contains(MAIN))
        .sorted()
        .forEach(process -> page.add(finding(process)));
  }

  private static List<String> arguments(ProcessHandle process) {
    return process.info().arguments().map(Arrays::asList).orElse(List.of());
  }

  private Finding finding(ProcessHandle process) {
    List<String> arguments = arguments(process);
    int command = arguments.indexOf(MAIN) + 1;
    String name = command < arguments.size() ? arguments.get(command) : "";
    Duration age = age(process);
    Duration busy = process.info().totalCpuDuration().orElse(Duration.ZERO);
    String value =
        "sluice %s for %s, %s of processor".formatted(name, Amounts.time(age), Amounts.time(busy));
    boolean isBusy = age.toSeconds() > 60 && busy.toMillis() > BUSY * age.toMillis();
    return new Finding(
        "running",
        Long.toString(process.pid()),
        value + system(process.pid()),
        isBusy ? "takes a whole processor; record why with --jfr (docs/profiling.md)" : "");
  }

  private Duration age(ProcessHandle process) {
    return Duration.between(process.info().startInstant().orElse(now), now);
  }

  /** Returns memory, threads and files, as far as the system tells. */
  private String system(long pid) {
    Path process = processes.resolve(Long.toString(pid));
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      List<String> status = Files.readAllLines(process.resolve("status"));
      long kibibytes = Long.parseLong(field(status, "VmRSS").replaceAll("[^0-9]", ""));
      long threads = Long.parseLong(field(status, "Threads"));
      return ", %s of memory, %s, %s open"
          .formatted(
              Amounts.bytes(kibibytes << 10),
              Amounts.count(threads, "thread"),
              Amounts.count(files.count(), "file"));
    } catch (IOException | NumberFormatException e) {
      return ""; // no such table here, not ours to read, or it has just ended
    }
  }

  private static String field(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
