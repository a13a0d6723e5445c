package dev.sluice.wire.extension;

import dev.sluice.model.Bep;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The numbers by which one peer wants to be sent the extensions that we know. Immutable.
 *
 * <p>Later handshakes of the peer add to earlier ones; the number 0 turns an extension off.
 */
@Bep(10)
public final class ExtensionIds {
  /** What holds before the peer's extension handshake: it supports nothing. */
  public static final ExtensionIds NONE = new ExtensionIds(Map.of());

  private final Map<Extension, Integer> ids;

  private ExtensionIds(Map<Extension, Integer> ids) {
    this.ids = ids;
  }

  /** Returns the numbers that hold after the peer has sent {@code handshake}. */
  public ExtensionIds updatedBy(ExtensionHandshake handshake) {
    Map<Extension, Integer> updated = new EnumMap<>(Extension.class);
    updated.putAll(ids);
    for (Extension extension : Extension.values()) {
      handshake.idOf(extension).ifPresent(id -> updated.put(extension, id));
    }
    updated.values().removeIf(id -> id == 0);
    return new ExtensionIds(updated);
  }

  /** Returns whether the peer takes messages of the extension. */
  public boolean supports(Extension extension) {
    return ids.containsKey(extension);
  }

  /**
   * Returns the extended id, from 1 to 255, to send the extension to the peer; empty if it has
   * none.
   */
  public OptionalInt idOf(Extension extension) {
    Integer id = ids.get(extension);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExtensionIds that && ids.equals(that.ids);
  }

  @Override
  public int hashCode() {
    return ids.hashCode();
  }

  @Override
  public String toString() {
    return ids.toString();
  }
}
