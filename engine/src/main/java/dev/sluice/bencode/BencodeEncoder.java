package dev.sluice.bencode;

/**
 * Writes values into an array that is long enough. Decoded lists and dictionaries are copied as
 * they stood; the recursion is as deep as our own code nests what it builds.
 */
final class BencodeEncoder {
  private final byte[] target;
  private int position;

  BencodeEncoder(byte[] target, int start) {
    this.target = target;
    this.position = start;
  }

  void write(BValue value) {
    switch (value) {
      case BString string -> writeString(string);
      case BInteger integer -> writeInteger(integer.value());
      case BList list -> writeList(list);
      case BDictionary dictionary -> writeDictionary(dictionary);
    }
  }

  private void writeString(BString string) {
    position = Decimal.write(string.length(), target, position);
    target[position++] = ':';
    position = string.copyTo(target, position);
  }

  private void writeInteger(long value) {
    target[position++] = 'i';
    position = Decimal.write(value, target, position);
    target[position++] = 'e';
  }

  private void writeList(BList list) {
    if (list.source().isDecoded()) {
      position = list.source().copyTo(target, position);
      return;
    }
    target[position++] = 'l';
    for (int i = 0; i < list.size(); i++) {
      write(list.get(i));
    }
    target[position++] = 'e';
  }

  private void writeDictionary(BDictionary dictionary) {
    if (dictionary.source().isDecoded()) {
      position = dictionary.source().copyTo(target, position);
      return;
    }
    target[position++] = 'd';
    for (int i = 0; i < dictionary.size(); i++) {
      writeString(dictionary.keyAt(i));
      write(dictionary.valueAt(i));
    }
    target[position++] = 'e';
  }
}
