package dev.sluice.bencode;

import dev.sluice.model.Bep;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A string of bytes, which may or may not be text. Ordered as the keys of a dictionary are: by raw
 * bytes, unsigned.
 */
@Bep(3)
public final class BString implements BValue, Comparable<BString> {
  private static final int SHOWN_CHARS = 60;

  private final byte[] source;
  private final int offset;
  private final int length;

  /**
   * Makes the string of a range of {@code source} without copying; nobody may change it. Before
   * {@code offset} stand its length and a colon, so that its bencoded form is in one place.
   */
  BString(byte[] source, int offset, int length) {
    this.source = source;
    this.offset = offset;
    this.length = length;
  }

  /** Returns the string of a copy of {@code bytes}. */
  public static BString of(byte[] bytes) {
    int offset = Decimal.length(bytes.length) + 1;
    byte[] source = new byte[offset + bytes.length];
    Decimal.write(bytes.length, source, 0);
    source[offset - 1] = ':';
    System.arraycopy(bytes, 0, source, offset, bytes.length);
    return new BString(source, offset, bytes.length);
  }

  /** Returns the string of {@code text} in UTF-8. */
  public static BString of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the number of bytes. */
  public int length() {
    return length;
  }

  /**
   * Returns the byte at {@code index}, from 0.
   *
   * @throws IndexOutOfBoundsException unless 0 &lt;= index &lt; length
   */
  public byte byteAt(int index) {
    return source[offset + checkIndex(index)];
  }

  private int checkIndex(int index) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException("byte " + index);
    }
    return index;
  }

  /** Returns a new array of the bytes. */
  public byte[] toBytes() {
    return Arrays.copyOfRange(source, offset, offset + length);
  }

  /** Returns the bytes as a read-only buffer, without copying. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(source, offset, length).slice().asReadOnlyBuffer();
  }

  /**
   * Returns whether the bytes from {@code start} are {@code expected}.
   *
   * @return false also if the range leaves the string
   */
  public boolean hasAt(int start, byte[] expected) {
    return start >= 0
        && expected.length <= length - start
        && Arrays.equals(
            source, offset + start, offset + start + expected.length, expected, 0, expected.length);
  }

  /** Returns the bytes read as UTF-8; what is no UTF-8 becomes U+FFFD. */
  public String text() {
    return new String(source, offset, length, StandardCharsets.UTF_8);
  }

  /** Returns the bytes read as {@code charset}, or empty if some are not valid in it. */
  public Optional<String> textIn(Charset charset) {
    try {
      return Optional.of(
          charset.newDecoder().decode(ByteBuffer.wrap(source, offset, length)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public int encodedBytes() {
    return Decimal.length(length) + 1 + length;
  }

  @Override
  public ByteBuffer encoded() {
    int encodedBytes = encodedBytes();
    return ByteBuffer.wrap(source, offset + length - encodedBytes, encodedBytes)
        .slice()
        .asReadOnlyBuffer();
  }

  /** Copies the bencoded form to {@code target} and returns the index behind it. */
  int encodeTo(byte[] target, int at) {
    int encodedBytes = encodedBytes();
    System.arraycopy(source, offset + length - encodedBytes, target, at, encodedBytes);
    return at + encodedBytes;
  }

  @Override
  public int compareTo(BString other) {
    return Arrays.compareUnsigned(
        source, offset, offset + length, other.source, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BString string
        && length == string.length
        && Arrays.equals(
            source,
            offset,
            offset + length,
            string.source,
            string.offset,
            string.offset + string.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + source[i];
    }
    return hash;
  }

  /** Returns printable ASCII as it is, other bytes as {@code \xNN}, cut after 60 bytes. */
  @Override
  public String toString() {
    StringBuilder shown = new StringBuilder();
    int shownBytes = Math.min(length, SHOWN_CHARS);
    for (int i = 0; i < shownBytes; i++) {
      int b = source[offset + i] & 0xff;
      shown.append(
          b >= ' ' && b < 0x7f ? Character.toString(b) : String.format(Locale.ROOT, "\\x%02x", b));
    }
    return length > shownBytes ? shown + "... (" + length + " bytes)" : shown.toString();
  }
}
