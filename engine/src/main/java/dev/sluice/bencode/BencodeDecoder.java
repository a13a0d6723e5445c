package dev.sluice.bencode;

import java.util.Arrays;
import java.util.Locale;

/**
 * Reads one value from the front of an array.
 *
 * <p>It is a loop over a stack, not a recursion, so that depth costs no Java stack. Every value
 * read goes onto {@code pending}. The end of a list or dictionary takes the values off again that
 * were pushed since it opened, a dictionary's keys and values in turn, and pushes one value for
 * them:
 *
 * <pre>
 *   bytes     d 1:a l i1e i2e e e         before the first e
 *   open      [d at 0] [l at 1]
 *   pending   "a" | 1 2                   after it: "a" [1,2]     at last: {a:[1,2]}
 * </pre>
 */
final class BencodeDecoder {
  /** A power of two; torrents repeat a handful of keys, two or three in each of their files. */
  private static final int KEPT_KEYS = 64;

  private static final BValue[] NO_ITEMS = {};

  private final byte[] bytes;
  private final BencodeLimits limits;
  private final BString[] keptKeys = new BString[KEPT_KEYS];
  private BValue[] pending = new BValue[16];
  private int pendingCount;
  private Open[] open = new Open[4];
  private int depth;
  private int itemCount;
  private int position;

  BencodeDecoder(byte[] bytes, BencodeLimits limits) throws BencodeException {
    if (bytes.length > limits.maxBytes()) {
      throw tooLong(bytes.length, limits);
    }
    this.bytes = bytes;
    this.limits = limits;
  }

  static BencodeException tooLong(int length, BencodeLimits limits) {
    return new BencodeException(
        limits.maxBytes(), "at most " + limits.maxBytes() + " bytes", length + " bytes");
  }

  /** Returns the offset of the first byte that is not read yet. */
  int position() {
    return position;
  }

  BValue decode() throws BencodeException {
    do {
      readNext();
    } while (depth > 0);
    return pending[0];
  }

  void expectEnd() throws BencodeException {
    if (position < bytes.length) {
      throw unexpected("the end");
    }
  }

  private void readNext() throws BencodeException {
    byte next = peek();
    if (awaitsKey() && next != 'e') {
      push(readKey());
      return;
    }
    switch (next) {
      case 'i' -> pushItem(readInteger());
      case 'l', 'd' -> open(next == 'd');
      case 'e' -> close();
      default -> pushItem(readString("a value"));
    }
  }

  /** Returns the next byte, or 0, with which nothing begins, at the end. */
  private byte peek() {
    return position < bytes.length ? bytes[position] : 0;
  }

  private boolean awaitsKey() {
    return depth > 0 && open[depth - 1].awaitsKey(pendingCount);
  }

  private void pushItem(BValue value) throws BencodeException {
    countItem();
    push(value);
  }

  private void countItem() throws BencodeException {
    if (++itemCount > limits.maxItems()) {
      throw new BencodeException(position, "at most " + limits.maxItems() + " values", "one more");
    }
  }

  private void push(BValue value) {
    if (pendingCount == pending.length) {
      pending = Arrays.copyOf(pending, pendingCount * 2);
    }
    pending[pendingCount++] = value;
  }

  private void open(boolean isDictionary) throws BencodeException {
    if (depth == limits.maxDepth()) {
      throw new BencodeException(
          position, "at most " + depth + " lists and dictionaries in one another", "one more");
    }
    countItem();
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth++] = new Open(isDictionary, position++, pendingCount);
  }

  private void close() throws BencodeException {
    if (depth == 0 || (open[depth - 1].isDictionary() && !awaitsKey())) {
      throw unexpected("a value");
    }
    Open closed = open[--depth];
    position++;
    Source source = new Source(bytes, closed.start(), position - closed.start());
    BValue value =
        closed.isDictionary()
            ? closeDictionary(closed.firstPending(), source)
            : new BList(itemsFrom(closed.firstPending()), source);
    pendingCount = closed.firstPending();
    push(value);
  }

  private BValue[] itemsFrom(int first) {
    return first == pendingCount ? NO_ITEMS : Arrays.copyOfRange(pending, first, pendingCount);
  }

  private BDictionary closeDictionary(int first, Source source) throws BencodeException {
    int size = (pendingCount - first) / 2;
    BString[] keys = new BString[size];
    BValue[] values = new BValue[size];
    boolean sorted = true;
    for (int i = 0; i < size; i++) {
      keys[i] = (BString) pending[first + 2 * i];
      values[i] = pending[first + 2 * i + 1];
      sorted &= i == 0 || keys[i - 1].compareTo(keys[i]) < 0;
    }
    return sorted ? new BDictionary(keys, values, true, source) : sorted(keys, values, source);
  }

  private static BDictionary sorted(BString[] keys, BValue[] values, Source source)
      throws BencodeException {
    Integer[] order = new Integer[keys.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> keys[a].compareTo(keys[b]));
    BString[] sortedKeys = new BString[keys.length];
    BValue[] sortedValues = new BValue[keys.length];
    for (int i = 0; i < order.length; i++) {
      sortedKeys[i] = keys[order[i]];
      sortedValues[i] = values[order[i]];
      if (i > 0 && sortedKeys[i].equals(sortedKeys[i - 1])) {
        throw new BencodeException(
            source.start(), "distinct keys in the dictionary", "'" + sortedKeys[i] + "' twice");
      }
    }
    return new BDictionary(sortedKeys, sortedValues, false, source);
  }

  /** Reads a key, and returns an equal one read before if it is still at hand, to save memory. */
  private BString readKey() throws BencodeException {
    BString key = readString("a key or the end of the dictionary");
    int slot = key.length() == 0 ? 0 : slot(key);
    BString kept = keptKeys[slot];
    if (key.equals(kept)) {
      return kept;
    }
    keptKeys[slot] = key;
    return key;
  }

  private static int slot(BString key) {
    int mixed = key.length() * 31 + key.byteAt(0) * 7 + key.byteAt(key.length() - 1);
    return mixed & (KEPT_KEYS - 1);
  }

  private BString readString(String expected) throws BencodeException {
    if (!isDigit(peek())) {
      throw unexpected(expected);
    }
    int start = position;
    long length = readDigits();
    expect(':');
    if (length > bytes.length - position) {
      throw new BencodeException(
          start,
          String.format(
              Locale.ROOT, "a string no longer than the %d bytes left", bytes.length - position),
          "a length of " + length);
    }
    BString string = new BString(bytes, position, (int) length);
    position += (int) length;
    return string;
  }

  private BInteger readInteger() throws BencodeException {
    position++;
    boolean isNegative = peek() == '-';
    if (isNegative) {
      position++;
    }
    if (isNegative && peek() == '0') {
      throw unexpected("a digit from 1 to 9");
    }
    int start = position;
    // Counted downwards, because Long.MIN_VALUE has no positive counterpart.
    long negated = readNegatedDigits();
    if (!isNegative && negated == Long.MIN_VALUE) {
      throw tooLarge(start);
    }
    expect('e');
    return new BInteger(isNegative ? negated : -negated);
  }

  private long readDigits() throws BencodeException {
    int start = position;
    long negated = readNegatedDigits();
    if (negated == Long.MIN_VALUE) {
      throw tooLarge(start);
    }
    return -negated;
  }

  private long readNegatedDigits() throws BencodeException {
    byte first = peek();
    if (!isDigit(first)) {
      throw unexpected("a digit");
    }
    int start = position;
    long negated = 0;
    for (byte digit = first; isDigit(digit); digit = peek()) {
      if (position > start && first == '0') {
        throw new BencodeException(start, "a number without leading zeros", "a leading zero");
      }
      int units = digit - '0';
      if (negated < (Long.MIN_VALUE + units) / 10) {
        throw tooLarge(start);
      }
      negated = negated * 10 - units;
      position++;
    }
    return negated;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private void expect(char expected) throws BencodeException {
    if (peek() != expected) {
      throw unexpected("'" + expected + "'");
    }
    position++;
  }

  private static BencodeException tooLarge(int start) {
    return new BencodeException(start, "a number of at most 64 bits", "a larger one");
  }

  private BencodeException unexpected(String expected) {
    String found =
        position == bytes.length ? "the end" : "'" + BString.of(new byte[] {bytes[position]}) + "'";
    return new BencodeException(position, expected, found);
  }

  /** A list or dictionary whose end is still to come, and the pending values before it. */
  private record Open(boolean isDictionary, int start, int firstPending) {
    boolean awaitsKey(int pendingCount) {
      return isDictionary && (pendingCount - firstPending) % 2 == 0;
    }
  }
}
