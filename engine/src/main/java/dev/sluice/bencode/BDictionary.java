package dev.sluice.bencode;

import dev.sluice.model.Bep;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * A dictionary: values under distinct keys, ordered by the raw bytes of the keys.
 *
 * <p>{@link #string}, {@link #integer}, {@link #list} and {@link #dictionary} read optional
 * entries: an entry of another kind counts as absent, as clients treat it. {@code require...} reads
 * entries that must be there. Keys given as {@code String} mean their UTF-8 bytes.
 */
@Bep(3)
public final class BDictionary implements BValue {
  private final BString[] keys;
  private final BValue[] values;
  private final boolean sortedInSource;
  private final Source source;

  /** Takes [own] keys in order without duplicates, and their values. */
  BDictionary(BString[] keys, BValue[] values, boolean sortedInSource, Source source) {
    this.keys = keys;
    this.values = values;
    this.sortedInSource = sortedInSource;
    this.source = source;
  }

  /** Returns a builder of a dictionary that begins without entries. */
  public static BDictionaryBuilder builder() {
    return new BDictionaryBuilder();
  }

  /** Returns a builder that holds the entries of this dictionary. */
  public BDictionaryBuilder toBuilder() {
    BDictionaryBuilder builder = builder();
    forEach(builder::put);
    return builder;
  }

  /** Returns the number of entries. */
  public int size() {
    return keys.length;
  }

  /** Returns the keys in order, as an unmodifiable list. */
  public List<BString> keys() {
    return Collections.unmodifiableList(Arrays.asList(keys));
  }

  /** Hands every entry to {@code action}, in the order of the keys. */
  public void forEach(BiConsumer<BString, BValue> action) {
    for (int i = 0; i < keys.length; i++) {
      action.accept(keys[i], values[i]);
    }
  }

  /**
   * Returns whether the keys stood in order where this was decoded; true if it was built.
   * Dictionaries within are not asked.
   */
  public boolean isSortedInSource() {
    return sortedInSource;
  }

  /** Returns whether there is an entry under {@code key}, of whatever kind. */
  public boolean has(String key) {
    return get(key).isPresent();
  }

  /** Returns the value under {@code key}. */
  public Optional<BValue> get(String key) {
    return get(BString.of(key));
  }

  /** Returns the value under {@code key}. */
  public Optional<BValue> get(BString key) {
    int index = Arrays.binarySearch(keys, key);
    return index < 0 ? Optional.empty() : Optional.of(values[index]);
  }

  /** Returns the string under {@code key}; empty if there is none. */
  public Optional<BString> string(String key) {
    return find(key, BString.class);
  }

  /** Returns the string under {@code key} if there is one and it is valid UTF-8. */
  public Optional<String> text(String key) {
    return string(key).flatMap(string -> string.textIn(StandardCharsets.UTF_8));
  }

  /** Returns the integer under {@code key}; empty if there is none. */
  public OptionalLong integer(String key) {
    return get(key).orElse(null) instanceof BInteger integer
        ? OptionalLong.of(integer.value())
        : OptionalLong.empty();
  }

  /** Returns the list under {@code key}; empty if there is none. */
  public Optional<BList> list(String key) {
    return find(key, BList.class);
  }

  /** Returns the dictionary under {@code key}; empty if there is none. */
  public Optional<BDictionary> dictionary(String key) {
    return find(key, BDictionary.class);
  }

  private <T extends BValue> Optional<T> find(String key, Class<T> kind) {
    return get(key).filter(kind::isInstance).map(kind::cast);
  }

  /**
   * Returns the string under {@code key}.
   *
   * @throws BencodeException if there is none
   */
  public BString requireString(String key) throws BencodeException {
    return require(key, BString.class, "a string");
  }

  /**
   * Returns the integer under {@code key}.
   *
   * @throws BencodeException if there is none
   */
  public long requireInteger(String key) throws BencodeException {
    return require(key, BInteger.class, "an integer").value();
  }

  /**
   * Returns the list under {@code key}.
   *
   * @throws BencodeException if there is none
   */
  public BList requireList(String key) throws BencodeException {
    return require(key, BList.class, "a list");
  }

  /**
   * Returns the dictionary under {@code key}.
   *
   * @throws BencodeException if there is none
   */
  public BDictionary requireDictionary(String key) throws BencodeException {
    return require(key, BDictionary.class, "a dictionary");
  }

  private <T extends BValue> T require(String key, Class<T> kind, String expected)
      throws BencodeException {
    BValue value = get(key).orElseThrow(() -> missing(key, expected, "nothing"));
    if (!kind.isInstance(value)) {
      throw missing(key, expected, describe(value));
    }
    return kind.cast(value);
  }

  private BencodeException missing(String key, String expected, String found) {
    return new BencodeException(source.start(), expected + " under '" + key + "'", found);
  }

  private static String describe(BValue value) {
    return switch (value) {
      case BString string -> "a string";
      case BInteger integer -> "an integer";
      case BList list -> "a list";
      case BDictionary dictionary -> "a dictionary";
    };
  }

  @Override
  public int encodedBytes() {
    return source.length();
  }

  @Override
  public ByteBuffer encoded() {
    return source.isDecoded() ? source.view() : BValue.super.encoded();
  }

  Source source() {
    return source;
  }

  BString keyAt(int index) {
    return keys[index];
  }

  BValue valueAt(int index) {
    return values[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BDictionary dictionary
        && Arrays.equals(keys, dictionary.keys)
        && Arrays.equals(values, dictionary.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  /** Returns the number of entries; the entries themselves may be many. */
  @Override
  public String toString() {
    return "dictionary of " + keys.length;
  }
}
