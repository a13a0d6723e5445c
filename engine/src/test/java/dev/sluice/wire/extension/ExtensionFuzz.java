package dev.sluice.wire.extension;

import dev.sluice.testkit.Allocations;

/** Extended messages, each read as every kind there is. */
public final class ExtensionFuzz {
  private ExtensionFuzz() {}

  /** Parses as handshake, ut_metadata, ut_pex, ut_holepunch and lt_donthave. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocations.within(
        5_000_000 + 5_000L * input.length, () -> ExtensionFuzzTest.parseAsEverything(input));
  }
}
