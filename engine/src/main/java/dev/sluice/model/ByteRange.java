package dev.sluice.model;

/**
 * Some bytes behind one another, as of a file.
 *
 * @param from the first, 0 or more
 * @param to behind the last, at least {@code from}
 */
public record ByteRange(long from, long to) {
  public ByteRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no such range: " + from + " to " + to);
    }
  }

  /** Returns the range of {@code lengthBytes} bytes that begins at {@code from}. */
  public static ByteRange of(long from, long lengthBytes) {
    return new ByteRange(from, Math.addExact(from, lengthBytes));
  }

  /** Returns how many bytes there are. */
  public long lengthBytes() {
    return to - from;
  }

  /** Returns whether there is none. */
  public boolean isEmpty() {
    return to == from;
  }

  /** Returns whether the byte is among them. */
  public boolean has(long position) {
    return position >= from && position < to;
  }

  /** Returns whether all of {@code other} is among them. */
  public boolean covers(ByteRange other) {
    return other.isEmpty() || (other.from >= from && other.to <= to);
  }
}
