package dev.sluice.wire.extension;

import dev.sluice.testkit.Allocations;

/** Extended messages, each read as every kind there is. */
public final class ExtensionFuzz {
  private ExtensionFuzz() {}

  /** Parses as handshake, ut_metadata, ut_pex, ut_holepunch and lt_donthave. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocations allocations = new Allocations();
    ExtensionFuzzTest.parseAsEverything(input);
    allocations.mustNotExceed(5_000_000 + 5_000L * input.length);
  }
}
