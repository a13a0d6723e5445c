package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Our client, started as a user starts it: {@code ./sluice ARGUMENTS}. Its state lies in the test's
 * folder, so two processes with the same folder are the same user coming back.
 *
 * <p>{@code -Dsluice.launcher=PATH} tests another program that keeps the same promises, such as an
 * installed package.
 */
final class SluiceProcess implements AutoCloseable {
  private final ClientProcess process;

  private SluiceProcess(ClientProcess process) {
    this.process = process;
  }

  static SluiceProcess start(Path work, String... arguments) {
    return start(work, List.of(arguments));
  }

  static SluiceProcess start(Path work, List<String> arguments) {
    // A shell that runs the tests in the background makes its children ignore Ctrl-C; undo that.
    var command = new ArrayList<>(List.of("env", "--default-signal=INT", launcher().toString()));
    command.addAll(arguments);
    String name = "sluice-" + arguments.getFirst() + "-" + System.nanoTime();
    return new SluiceProcess(ClientProcess.start(work, name, environment(work), command));
  }

  /** Runs to the end, within {@code deadline}. */
  static Outcome run(Path work, Duration deadline, String... arguments) {
    return run(work, deadline, List.of(arguments));
  }

  /** Runs to the end, within {@code deadline}. */
  static Outcome run(Path work, Duration deadline, List<String> arguments) {
    try (SluiceProcess sluice = start(work, arguments)) {
      return sluice.awaitExit(deadline);
    }
  }

  private static Path launcher() {
    String other = System.getProperty("sluice.launcher");
    Path launcher = other == null ? ProjectRoot.find().resolve("sluice") : Path.of(other);
    assertThat(launcher).as("the launcher").isExecutable();
    return launcher;
  }

  private static Map<String, String> environment(Path work) {
    return Map.of(
        "XDG_CONFIG_HOME", work.resolve("xdg-config").toString(),
        "XDG_STATE_HOME", work.resolve("xdg-state").toString(),
        "XDG_DATA_HOME", work.resolve("xdg-data").toString());
  }

  /** Returns the events of {@code --json} so far. */
  List<SluiceEvent> events() {
    return process.outLines().stream().flatMap(line -> SluiceEvent.parse(line).stream()).toList();
  }

  /** Returns once an event satisfies {@code condition}; the process ending first is a failure. */
  void awaitEvent(String what, Duration deadline, Predicate<SluiceEvent> condition) {
    Eventually.until(
        what,
        deadline,
        () -> {
          boolean alive = process.isAlive();
          if (events().stream().anyMatch(condition)) {
            return true;
          }
          if (!alive) {
            throw new AssertionError("ended before " + what + ":\n" + process.transcript());
          }
          return false;
        });
  }

  /** Sends what Ctrl-C sends. */
  void interrupt() {
    process.signal("INT");
  }

  /** Sends what service managers send. */
  void terminate() {
    process.signal("TERM");
  }

  /** Ends it with {@code kill -9}; returns when it is gone. */
  void killHard() {
    process.killHard();
    process.awaitExit(Duration.ofSeconds(10));
  }

  /** Returns what it ended with; still running at the deadline is a failure. */
  Outcome awaitExit(Duration deadline) {
    int code = process.awaitExit(deadline);
    return new Outcome(code, process.out(), process.err());
  }

  @Override
  public void close() {
    process.close();
  }

  /**
   * How a run ended.
   *
   * @param code the exit code
   * @param out all of standard output
   * @param err all of standard error
   */
  record Outcome(int code, String out, String err) {

    /** Fails unless the exit code is this one; the message holds what the program said. */
    Outcome assertCode(int expected) {
      assertThat(code).as("exit code of a run that said:\n%s%s", out, err).isEqualTo(expected);
      return this;
    }

    /**
     * Fails unless standard error is exactly one line that a user can read, naming {@code parts}.
     */
    Outcome assertOneClearLine(CharSequence... parts) {
      assertNoStackTrace();
      assertThat(err.strip().lines()).as("lines of standard error:\n%s", err).hasSize(1);
      for (CharSequence part : parts) {
        assertThat(err).containsIgnoringCase(part);
      }
      return this;
    }

    /** Fails unless standard output contains all {@code parts}. */
    Outcome assertSays(CharSequence... parts) {
      assertThat(out).contains(parts);
      return this;
    }

    /** Fails if anything Java let a stack trace through. */
    Outcome assertNoStackTrace() {
      assertThat(out + err)
          .doesNotContainPattern("\\n?\\s+at [\\w.$/]+\\(")
          .doesNotContain("Exception in thread");
      return this;
    }
  }
}
