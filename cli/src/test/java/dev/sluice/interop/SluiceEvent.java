package dev.sluice.interop;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code sluice get --json}: the only place of these tests that knows how events are
 * written.
 *
 * @param kind what happened: {@code progress}, {@code complete}, ...
 * @param json the whole line
 */
record SluiceEvent(String kind, String json) {
  private static final Pattern KIND = Pattern.compile("\"event\"\\s*:\\s*\"([^\"]+)\"");

  /** Returns the event of {@code line}, empty if the line is no event. */
  static Optional<SluiceEvent> parse(String line) {
    Matcher kind = KIND.matcher(line);
    return line.startsWith("{") && kind.find()
        ? Optional.of(new SluiceEvent(kind.group(1), line))
        : Optional.empty();
  }

  /** Returns whether this says that at least {@code percent} of all bytes are verified. */
  boolean hasReached(int percent) {
    long done = number("done_bytes").orElse(0);
    long total = number("total_bytes").orElse(Long.MAX_VALUE);
    return kind.equals("progress") && done > 0 && done >= total / 100 * percent;
  }

  /** Returns the whole number of this name, if the event has one. */
  OptionalLong number(String key) {
    Matcher number = Pattern.compile("\"" + key + "\"\\s*:\\s*(\\d+)").matcher(json);
    return number.find() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty();
  }
}
