package dev.sluice.dht;

import dev.sluice.model.Bep;

/** Whether we are of use to others (BEP 43). */
@Bep(43)
public enum NodeRole {
  /** We answer, and keep our share. */
  FULL,
  /** We only ask: for a program that lives for seconds, or pays for every byte. */
  READ_ONLY
}
