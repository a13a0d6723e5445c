package dev.sluice.metainfo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File indices from {@code first} to {@code last}, both included.
 *
 * @param first from 0
 * @param last not less than {@code first}; may be beyond the torrent's files
 */
public record IndexRange(int first, int last) {
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

  public IndexRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("no such range: " + first + "-" + last);
    }
  }

  /** Returns the ranges of {@code 0,2,6-8}; parts that are none are left out. */
  static List<IndexRange> parseList(String text) {
    List<IndexRange> ranges = new ArrayList<>();
    Matcher part = PART.matcher("");
    for (String candidate : text.split(",", MagnetLink.MAX_ADDRESSES)) {
      if (part.reset(candidate.strip()).matches()) {
        int first = Integer.parseInt(part.group(1));
        int last = part.group(2) == null ? first : Integer.parseInt(part.group(2));
        if (first <= last) {
          ranges.add(new IndexRange(first, last));
        }
      }
    }
    return ranges;
  }

  /** Returns whether {@code index} is in the range. */
  public boolean contains(int index) {
    return first <= index && index <= last;
  }

  /** Returns {@code first-last}, or the one index. */
  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
