package dev.sluice.fuzz;

import java.util.Arrays;

/** All targets in one run: the first byte says which is meant. */
public final class EverythingFuzz {
  private EverythingFuzz() {}

  /** Gives the rest to the target of the first byte. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (input.length > 0) {
      FuzzTarget[] targets = FuzzTarget.values();
      targets[Byte.toUnsignedInt(input[0]) % targets.length].read(
          Arrays.copyOfRange(input, 1, input.length));
    }
  }
}
