package dev.sluice.swarm;

import dev.sluice.swarm.choking.UploadSlots;
import java.util.OptionalInt;

/**
 * How one torrent is to give.
 *
 * @param slots peers uploaded to at a time, at least 1, an optimistic one on top; empty for as many
 *     as make it faster
 * @param superSeeding whether a complete torrent shows each peer other pieces (BEP 16)
 */
public record UploadPlan(OptionalInt slots, boolean superSeeding) {
  /** What is done if nobody says otherwise. */
  public static final UploadPlan USUAL = new UploadPlan(OptionalInt.empty(), false);

  UploadSlots uploadSlots() {
    return slots.isPresent() ? UploadSlots.fixed(slots.getAsInt()) : UploadSlots.automatic();
  }
}
