package dev.sluice.bencode;

import dev.sluice.testkit.Allocations;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A value is canonical: it encodes to the bytes that it was read from. */
public final class BencodeFuzz {
  private BencodeFuzz() {}

  /** Decodes, and encodes again what was understood. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocations.within(1_000_000 + 1_000L * input.length, () -> read(input));
  }

  private static void read(byte[] input) {
    whole(input);
    prefix(input);
  }

  private static void whole(byte[] input) {
    try {
      expectSame(input, Bencode.decode(input.clone(), BencodeLimits.MESSAGE).encode());
    } catch (BencodeException e) {
      expectWithin(e, input);
    }
  }

  private static void prefix(byte[] input) {
    ByteBuffer buffer = ByteBuffer.wrap(input.clone());
    try {
      byte[] again = Bencode.decodePrefix(buffer, BencodeLimits.MESSAGE).encode();
      expectSame(Arrays.copyOf(input, buffer.position()), again);
    } catch (BencodeException e) {
      expectWithin(e, input);
    }
  }

  private static void expectSame(byte[] expected, byte[] actual) {
    if (!Arrays.equals(expected, actual)) {
      throw new AssertionError("encodes to something else than it was read from");
    }
  }

  private static void expectWithin(BencodeException e, byte[] input) {
    if (e.position() < 0 || e.position() > input.length) {
      throw new AssertionError("a fault outside of the input", e);
    }
  }
}
