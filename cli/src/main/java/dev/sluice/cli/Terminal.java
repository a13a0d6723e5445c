package dev.sluice.cli;

import dev.sluice.cli.report.TerminalSize;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The terminal that this process writes to. The JDK tells neither whether standard output is one
 * (its console asks for standard input as well) nor how large it is; this asks the system, and only
 * when something is to be drawn.
 */
final class Terminal implements Supplier<TerminalSize> {
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  /** How soon a change of size is noticed; asking takes a few milliseconds of another process. */
  private static final long MAX_AGE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Map<String, String> environment;
  private final LongSupplier nanoTime;
  private TerminalSize size = TerminalSize.USUAL;
  private long askedNanos;
  private boolean isKnown;
  private boolean isMute;

  Terminal(Map<String, String> environment, LongSupplier nanoTime) {
    this.environment = environment;
    this.nanoTime = nanoTime;
  }

  /** Returns whether standard output is a terminal. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 answers null again when there is no terminal
  static boolean isStandardOutput() {
    try {
      return Files.readSymbolicLink(STANDARD_OUTPUT)
          .toString()
          .matches("/dev/(pts/|tty|console).*");
    } catch (IOException | UnsupportedOperationException _) {
      // No Linux: ask the JDK, which also wants standard input to be one.
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }

  @Override
  public TerminalSize get() {
    long now = nanoTime.getAsLong();
    if (!isKnown || (!isMute && now - askedNanos > MAX_AGE_NANOS)) {
      Optional<TerminalSize> answer = ask();
      isMute = answer.isEmpty();
      size = answer.orElseGet(this::fromEnvironment);
      isKnown = true;
      askedNanos = now;
    }
    return size;
  }

  private static Optional<TerminalSize> ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] answer = stty.getInputStream().readNBytes(32);
      return parse(new String(answer, StandardCharsets.US_ASCII));
    } catch (IOException _) {
      return Optional.empty(); // no stty or no terminal of our own: the environment may know
    }
  }

  /** Reads rows and columns as {@code stty size} prints them; some terminals say {@code 0 0}. */
  static Optional<TerminalSize> parse(String rowsAndColumns) {
    String[] words = rowsAndColumns.strip().split(" ");
    return words.length == 2 && isSize(words[0]) && isSize(words[1])
        ? Optional.of(new TerminalSize(Integer.parseInt(words[1]), Integer.parseInt(words[0])))
        : Optional.empty();
  }

  private TerminalSize fromEnvironment() {
    String columns = environment.getOrDefault("COLUMNS", "");
    String rows = environment.getOrDefault("LINES", "");
    return new TerminalSize(
        isSize(columns) ? Integer.parseInt(columns) : TerminalSize.USUAL.columns(),
        isSize(rows) ? Integer.parseInt(rows) : TerminalSize.USUAL.rows());
  }

  private static boolean isSize(String text) {
    return text.matches("[1-9][0-9]{0,4}");
  }
}
