package dev.sluice.dht.krpc;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import dev.sluice.dht.item.Item;
import dev.sluice.model.Bep;
import java.util.Optional;

/** Reads signed items where they are well-formed; whether they are genuine is another matter. */
@Bep(44)
final class MutableReader {
  private MutableReader() {}

  static Optional<Item> read(BDictionary from, BString salt, long sequence, BValue value) {
    Optional<BString> key = bytes(from, "k", Item.Mutable.KEY_BYTES);
    Optional<BString> signature = bytes(from, "sig", Item.Mutable.SIGNATURE_BYTES);
    if (sequence < 0 || key.isEmpty() || signature.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Item.Mutable(key.get(), salt, sequence, value, signature.get()));
  }

  private static Optional<BString> bytes(BDictionary from, String key, int length) {
    return from.string(key).filter(string -> string.length() == length);
  }
}
