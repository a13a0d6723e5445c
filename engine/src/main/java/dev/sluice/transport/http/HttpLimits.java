package dev.sluice.transport.http;

import java.util.concurrent.TimeUnit;

/**
 * How much of an answer is taken.
 *
 * @param headBytes status line and headers of one answer
 * @param bodyBytes the body, both as sent and when decompressed
 * @param redirects how many are followed
 * @param totalNanos from the first look-up to the last byte, redirects included
 */
public record HttpLimits(int headBytes, int bodyBytes, int redirects, long totalNanos) {
  /** For answers of trackers. */
  public static final HttpLimits SMALL =
      new HttpLimits(64 * 1024, 1024 * 1024, 5, TimeUnit.SECONDS.toNanos(30));
}
