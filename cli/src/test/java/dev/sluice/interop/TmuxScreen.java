package dev.sluice.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A real terminal without anybody before it: a server of tmux with one window. */
final class TmuxScreen implements AutoCloseable {
  private final Path work;
  private final String server = "sluice-it-" + System.nanoTime();

  private TmuxScreen(Path work) {
    this.work = work;
  }

  /** Runs a shell's command in a window of this size; the window stays when the command ends. */
  static TmuxScreen run(Path work, int columns, int rows, String command) {
    TmuxScreen screen = new TmuxScreen(work);
    screen.tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        "" + columns,
        "-y",
        "" + rows,
        command + "; echo \"left with $?\"; stty -a | grep -o ' icanon'; cat");
    return screen;
  }

  /** Types characters. */
  void type(String characters) {
    tmux("send-keys", "-l", characters);
  }

  /** Presses a key by tmux's name of it. */
  void press(String key) {
    tmux("send-keys", key);
  }

  /** Makes the window another size. */
  void resize(int columns, int rows) {
    tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
  }

  /** Returns what is on the screen. */
  String text() {
    return tmux("capture-pane", "-p");
  }

  /** Returns once the screen is as wished. */
  void await(String what, Duration deadline, Predicate<String> condition) {
    try {
      Eventually.until(what, deadline, () -> condition.test(text()));
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(what + " was not to be seen:\n" + text(), e);
    }
  }

  private String tmux(String... arguments) {
    List<String> command = new ArrayList<>(List.of("tmux", "-L", server));
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().put("XDG_CONFIG_HOME", work.resolve("xdg-config").toString());
      builder.environment().put("XDG_STATE_HOME", work.resolve("xdg-state").toString());
      Process process = builder.directory(work.toFile()).start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("stopped while tmux was asked", e);
    }
  }

  @Override
  public void close() {
    tmux("kill-server");
  }
}
