package dev.sluice.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.Allocations;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;

/** An answer over HTTP: framing, compression, limits. A small one must not become a large one. */
public final class HttpResponseFuzz {
  private static final int MAX_HEAD_BYTES = 2048;
  private static final int MAX_BODY_BYTES = 4096;

  private HttpResponseFuzz() {}

  /** Reads head and body. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocations.within(1_000_000 + 300L * input.length, () -> read(input));
  }

  private static void read(byte[] input) {
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(input);
      ResponseHead head = ResponseHead.read(in, MAX_HEAD_BYTES);
      assertThat(head.status()).isBetween(100, 999);
      assertThat(ResponseBody.read(head, in, MAX_BODY_BYTES))
          .hasSizeLessThanOrEqualTo(MAX_BODY_BYTES);
    } catch (HttpException | EOFException e) {
      assertThat(e.getMessage()).isNotEqualTo("");
    } catch (IOException e) {
      throw new AssertionError("a fault that nobody has a word for", e);
    }
  }
}
