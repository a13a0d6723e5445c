package dev.sluice.bencode;

import dev.sluice.model.Bep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Gathers the entries of a dictionary in any order; cheapest in the order of the keys. Owned by the
 * thread that made it.
 */
@Bep(3)
public final class BDictionaryBuilder {
  private final List<Entry> entries = new ArrayList<>();

  BDictionaryBuilder() {}

  /** Puts {@code value} under {@code key}, both in UTF-8. */
  public BDictionaryBuilder put(String key, String value) {
    return put(key, BString.of(value));
  }

  /** Puts {@code value} under {@code key}. */
  public BDictionaryBuilder put(String key, long value) {
    return put(key, new BInteger(value));
  }

  /** Puts a copy of {@code value} under {@code key}. */
  public BDictionaryBuilder put(String key, byte[] value) {
    return put(key, BString.of(value));
  }

  /** Puts {@code value} under {@code key}. */
  public BDictionaryBuilder put(String key, BValue value) {
    return put(BString.of(key), value);
  }

  /** Puts {@code value} under {@code key}. */
  public BDictionaryBuilder put(BString key, BValue value) {
    entries.add(new Entry(key, value));
    return this;
  }

  /**
   * Returns the dictionary of the entries put so far.
   *
   * @throws IllegalArgumentException if a key was put twice
   */
  public BDictionary build() {
    List<Entry> sorted = new ArrayList<>(entries);
    Collections.sort(sorted);
    BString[] keys = new BString[sorted.size()];
    BValue[] values = new BValue[keys.length];
    int length = 2;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = sorted.get(i).key();
      values[i] = sorted.get(i).value();
      if (i > 0 && keys[i].equals(keys[i - 1])) {
        throw new IllegalArgumentException("key put twice: " + keys[i]);
      }
      length = Math.addExact(length, keys[i].encodedBytes());
      length = Math.addExact(length, values[i].encodedBytes());
    }
    return new BDictionary(keys, values, true, Source.built(length));
  }

  private record Entry(BString key, BValue value) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return key.compareTo(other.key);
    }
  }
}
