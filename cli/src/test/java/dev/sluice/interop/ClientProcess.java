package dev.sluice.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One process that a test started, with its output in files. Closing ends exactly this process,
 * first politely and then for certain; it also ends with the Java process of the tests.
 */
final class ClientProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Process process;
  private final Path out;
  private final Path err;

  private ClientProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
    Runtime.getRuntime().addShutdownHook(new Thread(this::killHard, "end " + process.pid()));
  }

  /**
   * Starts {@code command} in the project's root, so that relative paths cannot reach the test's.
   *
   * @param folder gets {@code NAME.out} and {@code NAME.err}; must exist
   */
  static ClientProcess start(
      Path folder, String name, Map<String, String> environment, List<String> command) {
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    var builder =
        new ProcessBuilder(command)
            .directory(ProjectRoot.find().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    // Names of files are UTF-8 for everybody, whatever the locale of the one who runs the tests.
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      return new ClientProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ClientProcess start(Path folder, String name, List<String> command) {
    return start(folder, name, Map.of(), command);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Returns all of standard output so far. */
  String out() {
    return text(out);
  }

  /** Returns all of standard error so far. */
  String err() {
    return text(err);
  }

  /** Returns the whole lines of standard output so far. */
  List<String> outLines() {
    String text = out();
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Writes one line to standard input. */
  void send(String line) {
    try {
      Writer input = process.outputWriter(StandardCharsets.UTF_8);
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the named signal (without "SIG") to this process alone. */
  void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("no process " + pid() + " to send " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("stopped while sending " + name, e);
    }
  }

  /** Ends it as a power cut would ({@code kill -9}), with whatever it started. */
  void killHard() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Returns the exit code; a process that has not ended by the deadline is a failure. */
  int awaitExit(Duration deadline) {
    try {
      if (process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("stopped while waiting for " + pid(), e);
    }
    throw new AssertionError("still running after " + deadline + ":\n" + transcript());
  }

  /** Returns what the process said, for failure messages; only the end of what is long. */
  String transcript() {
    return process.info().commandLine().orElse("(ended)") + "\n" + tail(out()) + tail(err());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        killHard();
        process.waitFor();
      }
    } catch (InterruptedException _) {
      killHard();
    }
  }

  private static String tail(String text) {
    return text.length() <= 4000 ? text : "..." + text.substring(text.length() - 4000);
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
