package dev.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that looks like ours, and waits for a line that never comes. */
class RunningIT {
  private Process process;

  @BeforeEach
  void start() throws IOException {
    process =
        new ProcessBuilder(
                "sh", "-c", "read line", "dev.sluice.cli/dev.sluice.cli.Main", "get", "my.torrent")
            .start();
  }

  @AfterEach
  void end() {
    process.destroy();
  }

  private String page(Stream<ProcessHandle> all) {
    Page page = new Page();
    new Running(Path.of("/proc"), Instant.now()).addTo(page, all);
    return page.text();
  }

  @Test
  void tellsWhatAProcessTakesAndNothingOfItsArgumentsButTheCommand() {
    assertThat(page(Stream.of(process.toHandle())))
        .contains("running   " + process.pid(), "sluice get for", "of processor", "of memory")
        .contains("1 thread,", "files open")
        .doesNotContain("my.torrent");
  }

  @Test
  void leavesOthersOut() {
    assertThat(page(Stream.of(ProcessHandle.current()))).doesNotContain("running");
  }
}
