package dev.sluice.wire.extension;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.bencode.BencodeLimits;
import dev.sluice.wire.WireException;
import java.nio.ByteBuffer;

/** The dictionary that most extension messages begin with, and its faults told as the remote's. */
final class Bencoded {
  private Bencoded() {}

  /**
   * Reads the dictionary that {@code payload} begins with, and moves its position behind it.
   *
   * @param message what the payload should be, as in "a ut_pex message"
   * @throws WireException if there is none within {@code limits}
   */
  static BDictionary read(String message, ByteBuffer payload, BencodeLimits limits)
      throws WireException {
    try {
      return Bencode.decodePrefix(payload, limits);
    } catch (BencodeException e) {
      throw new WireException(message, "other bytes: " + e.getMessage(), e.position());
    }
  }
}
