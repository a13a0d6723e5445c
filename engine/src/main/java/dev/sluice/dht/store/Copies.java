package dev.sluice.dht.store;

import dev.sluice.bencode.BValue;
import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.bencode.BencodeLimits;

/** Copies of decoded values that do not hold on to the message they came in. */
final class Copies {
  private Copies() {}

  static BValue of(BValue value) {
    try {
      return Bencode.decode(value.encode(), BencodeLimits.MESSAGE);
    } catch (BencodeException e) {
      throw new IllegalStateException("an encoded value can be decoded", e);
    }
  }
}
