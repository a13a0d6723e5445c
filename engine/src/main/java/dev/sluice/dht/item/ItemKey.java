package dev.sluice.dht.item;

import dev.sluice.bencode.BString;
import dev.sluice.model.Bep;

/**
 * What one needs to publish mutable items.
 *
 * @param publicKey 32 bytes, for everybody
 * @param seed 32 bytes, the private key; for nobody else
 */
@Bep(44)
public record ItemKey(BString publicKey, BString seed) {
  /** Does not show the private part. */
  @Override
  public String toString() {
    return "key " + publicKey;
  }
}
