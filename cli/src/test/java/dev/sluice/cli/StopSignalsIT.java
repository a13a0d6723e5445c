package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to a real process: a JVM with the command in it. */
class StopSignalsIT {
  /** More than the fake engine fetches while the test runs, in bytes. */
  private static final long LARGE = 4L << 30;

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void stopsCleanlyAndExitsWithTheCodeOfTheSignal(String signal, int code) throws Exception {
    Path torrent = TestTorrents.file(home, "large", LARGE);
    Process process = start(torrent);
    try (BufferedReader out = process.inputReader();
        BufferedReader errors = process.errorReader()) {
      assertThat(out.readLine()).startsWith("large: 4 GiB to ");

      kill(signal, process.pid());

      assertThat(out.readLine()).isEqualTo("stopping; the same command goes on from here");
      assertThat(errors.lines()).containsExactly("client closed");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(code);
    } finally {
      process.destroyForcibly();
    }
  }

  /** A process started in the background of a script ignores SIGINT; {@code env} undoes that. */
  private Process start(Path torrent) throws IOException {
    return new ProcessBuilder(
            "env",
            "--default-signal=INT,HUP",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            RealProcess.class.getName(),
            "get",
            torrent.toString())
        .directory(home.toFile())
        .start();
  }

  private static void kill(String signal, long pid) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }
}
