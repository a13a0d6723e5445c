package dev.sluice.media;

import java.nio.ByteBuffer;

/** Walks through EBML elements that lie behind one another in memory. */
final class EbmlElements {
  private final ByteBuffer bytes;
  private long id;
  private ByteBuffer content;

  EbmlElements(ByteBuffer bytes) {
    this.bytes = bytes;
    this.content = bytes;
  }

  /**
   * Goes to the next element; returns whether there is one.
   *
   * @throws MediaException if it does not fit into what it lies in
   */
  boolean next() throws MediaException {
    if (!bytes.hasRemaining()) {
      return false;
    }
    int at = bytes.position();
    id = EbmlNumber.id(bytes, at).value();
    EbmlNumber size = EbmlNumber.size(bytes, at);
    if (size.isUnknown() || size.value() > bytes.remaining()) {
      throw new MediaException(at, "an element that fits into its parent");
    }
    int end = bytes.position() + (int) size.value();
    content = bytes.duplicate().limit(end).slice();
    bytes.position(end);
    return true;
  }

  long id() {
    return id;
  }

  EbmlElements inside() {
    return new EbmlElements(content.slice());
  }

  /** Returns the content as a number without sign; of more than eight bytes the last eight. */
  long number() {
    long value = 0;
    for (int i = 0; i < content.limit(); i++) {
      value = value << 8 | content.get(i) & 0xFF;
    }
    return Math.max(0, value);
  }

  /** Returns the content as a floating-point number of four or eight bytes, else 0. */
  double real() {
    return switch (content.limit()) {
      case Float.BYTES -> content.getFloat(0);
      case Double.BYTES -> content.getDouble(0);
      default -> 0;
    };
  }
}
