package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bencode.BencodeException;
import dev.sluice.testkit.Allocations;

/** Resume data is refused, or means the same when it is written again. */
public final class ResumeFuzz {
  private ResumeFuzz() {}

  /** Decodes, encodes, decodes. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocations.within(2_000_000 + 2_000L * input.length, () -> read(input));
  }

  private static void read(byte[] input) {
    try {
      ResumeData data = ResumeData.decode(input.clone());
      byte[] again = data.encode();
      assertThat(ResumeData.decode(again.clone()).encode()).isEqualTo(again);
    } catch (BencodeException | IllegalArgumentException | ArithmeticException e) {
      assertThat(e).isNotInstanceOf(NumberFormatException.class);
    }
  }
}
