package dev.sluice.daemon.stream;

import dev.sluice.model.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Range} header (RFC 9110, section 14.2).
 *
 * <pre>
 *   bytes=0-499        the first 500
 *   bytes=500-         all but those
 *   bytes=-500         the last 500
 *   bytes=0-0,-1       the first and the last
 * </pre>
 */
final class RangeHeader {
  /** More ranges in one request are an attack, or a mistake; the whole file answers both. */
  private static final int MAX_RANGES = 16;

  private static final Pattern SPEC = Pattern.compile("(\\d{0,18})-(\\d{0,18})");

  private RangeHeader() {}

  /**
   * Returns the ranges that are asked for and exist, in the order asked; none if none exists, which
   * cannot be satisfied; empty if the header says nothing that we understand, and is to be ignored.
   */
  static Optional<List<ByteRange>> parse(String header, long lengthBytes) {
    if (!header.startsWith("bytes=")) {
      return Optional.empty();
    }
    String[] specs = header.substring("bytes=".length()).split(",", -1);
    if (specs.length > MAX_RANGES) {
      return Optional.empty();
    }
    List<ByteRange> ranges = new ArrayList<>();
    for (String spec : specs) {
      Matcher parts = SPEC.matcher(spec.strip());
      if (!parts.matches() || !isRange(parts.group(1), parts.group(2))) {
        return Optional.empty();
      }
      range(parts.group(1), parts.group(2), lengthBytes).ifPresent(ranges::add);
    }
    return Optional.of(overlap(ranges) ? List.of(new ByteRange(0, lengthBytes)) : ranges);
  }

  private static boolean isRange(String first, String last) {
    boolean isBackwards =
        !first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < Long.parseLong(first);
    return !isBackwards && !(first.isEmpty() && last.isEmpty());
  }

  private static Optional<ByteRange> range(String first, String last, long lengthBytes) {
    long from =
        first.isEmpty() ? Math.max(0, lengthBytes - Long.parseLong(last)) : Long.parseLong(first);
    long to =
        first.isEmpty() || last.isEmpty()
            ? lengthBytes
            : Math.min(lengthBytes, Long.parseLong(last) + 1);
    return from < to ? Optional.of(new ByteRange(from, to)) : Optional.empty();
  }

  /** Returns whether bytes would be sent more than once: who asks so gets the file in one piece. */
  private static boolean overlap(List<ByteRange> ranges) {
    List<ByteRange> sorted =
        ranges.stream().sorted((a, b) -> Long.compare(a.from(), b.from())).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).from() < sorted.get(i - 1).to()) {
        return true;
      }
    }
    return false;
  }
}
