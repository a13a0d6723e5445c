package dev.sluice.bencode;

import dev.sluice.model.Bep;

/**
 * An integer of 64 bits with sign. Bencode itself knows no bound; numbers beyond this one occur in
 * no BEP and are refused by the decoder.
 *
 * @param value the number
 */
@Bep(3)
public record BInteger(long value) implements BValue {
  @Override
  public int encodedBytes() {
    return 2 + Decimal.length(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
