package dev.sluice.wire;

import dev.sluice.model.PieceGeometry;
import dev.sluice.testkit.Allocations;
import java.util.Random;

/** What a peer sends behind its handshake: every message means exactly the bytes it came from. */
public final class WireFuzz {
  private static final PieceGeometry GEOMETRY = new PieceGeometry(10 * 32768 + 100, 32768);

  private WireFuzz() {}

  /** Decodes with and without metadata, cut at random places. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Allocations.within(3_000_000 + 1_000L * input.length, () -> read(input));
  }

  private static void read(byte[] input) throws Exception {
    MessageDecoderFuzzTest.feed(input, MessageLimits.of(GEOMETRY), new Random(input.length));
    MessageDecoderFuzzTest.feed(input, MessageLimits.beforeMetadata(), new Random(input.length));
  }
}
