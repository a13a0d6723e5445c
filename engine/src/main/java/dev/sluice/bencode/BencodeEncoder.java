package dev.sluice.bencode;

/**
 * Writes values into an array that is long enough; every method returns the index behind what it
 * wrote. Strings and decoded values are copied as they stand; the recursion is as deep as our own
 * code nests what it builds.
 */
final class BencodeEncoder {
  private BencodeEncoder() {}

  static int write(BValue value, byte[] target, int at) {
    return switch (value) {
      case BString string -> string.encodeTo(target, at);
      case BInteger integer -> writeInteger(integer.value(), target, at);
      case BList list -> writeList(list, target, at);
      case BDictionary dictionary -> writeDictionary(dictionary, target, at);
    };
  }

  private static int writeInteger(long value, byte[] target, int start) {
    target[start] = 'i';
    int at = Decimal.write(value, target, start + 1);
    target[at] = 'e';
    return at + 1;
  }

  private static int writeList(BList list, byte[] target, int start) {
    if (list.source().isDecoded()) {
      return list.source().copyTo(target, start);
    }
    target[start] = 'l';
    int at = start + 1;
    for (int i = 0; i < list.size(); i++) {
      at = write(list.get(i), target, at);
    }
    target[at] = 'e';
    return at + 1;
  }

  private static int writeDictionary(BDictionary dictionary, byte[] target, int start) {
    if (dictionary.source().isDecoded()) {
      return dictionary.source().copyTo(target, start);
    }
    target[start] = 'd';
    int at = start + 1;
    for (int i = 0; i < dictionary.size(); i++) {
      at = dictionary.keyAt(i).encodeTo(target, at);
      at = write(dictionary.valueAt(i), target, at);
    }
    target[at] = 'e';
    return at + 1;
  }
}
