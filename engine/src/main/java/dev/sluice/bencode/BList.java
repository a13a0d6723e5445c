package dev.sluice.bencode;

import dev.sluice.model.Bep;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A list of values. */
@Bep(3)
public final class BList implements BValue, Iterable<BValue> {
  private final BValue[] items;
  private final Source source;

  BList(BValue[] items, Source source) {
    this.items = items;
    this.source = source;
  }

  /** Returns the list of {@code items} in their order. */
  public static BList of(Collection<? extends BValue> items) {
    BValue[] copy = items.toArray(new BValue[0]);
    return new BList(copy, Source.built(totalBytes(copy)));
  }

  /** Returns the list of {@code items} in their order. */
  public static BList of(BValue... items) {
    return of(Arrays.asList(items));
  }

  private static int totalBytes(BValue[] items) {
    int total = 2;
    for (BValue item : items) {
      total = Math.addExact(total, item.encodedBytes());
    }
    return total;
  }

  /** Returns the number of items. */
  public int size() {
    return items.length;
  }

  /** Returns whether there is no item. */
  public boolean isEmpty() {
    return items.length == 0;
  }

  /**
   * Returns the item at {@code index}, from 0.
   *
   * @throws IndexOutOfBoundsException unless 0 &lt;= index &lt; size
   */
  public BValue get(int index) {
    return items[index];
  }

  /** Returns all items as an unmodifiable list. */
  public List<BValue> items() {
    return Collections.unmodifiableList(Arrays.asList(items));
  }

  @Override
  public Iterator<BValue> iterator() {
    return items().iterator();
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

  @Override
  public boolean equals(Object other) {
    return other instanceof BList list && Arrays.equals(items, list.items);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(items);
  }

  /** Returns the number of items; the items themselves may be many. */
  @Override
  public String toString() {
    return "list of " + items.length;
  }
}
