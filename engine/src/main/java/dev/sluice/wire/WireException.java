package dev.sluice.wire;

import java.util.Locale;

/**
 * The remote peer broke the protocol: what was expected, what came, and where.
 *
 * <p>It carries no stack trace: the fault is not in our code, and a hostile peer could make us
 * spend time on filling it in.
 */
public final class WireException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long offsetBytes;

  /**
   * Describes a violation.
   *
   * @param expected what the protocol allows here, as in "a piece index below 1313"
   * @param actual what came instead, as in "2000"
   * @param offsetBytes where the offending message, or dictionary, begins; counted from the start
   *     of what was being decoded
   */
  public WireException(String expected, String actual, long offsetBytes) {
    super(
        String.format(Locale.ROOT, "expected %s, got %s (byte %d)", expected, actual, offsetBytes),
        null,
        false,
        false);
    this.offsetBytes = offsetBytes;
  }

  /** Returns where the offending part begins, in bytes from the start of what was being decoded. */
  public long offsetBytes() {
    return offsetBytes;
  }
}
