package dev.sluice.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A handshake says the same when it is said again. */
public final class HandshakeFuzz {
  private HandshakeFuzz() {}

  /** Decodes a whole one. */
  public static void fuzzerTestOneInput(byte[] input) {
    byte[] bytes = Arrays.copyOf(input, Handshake.BYTES);
    try {
      ByteBuffer again = ByteBuffer.allocate(Handshake.BYTES);
      Handshake.decode(ByteBuffer.wrap(bytes.clone())).encode(again);
      if (!Arrays.equals(bytes, again.array())) {
        throw new AssertionError("encodes to something else than it was read from");
      }
    } catch (WireException e) {
      if (e.offsetBytes() < 0 || e.offsetBytes() > Handshake.BYTES) {
        throw new AssertionError("a fault outside of the input", e);
      }
    }
  }
}
