package dev.sluice.tracker;

import dev.sluice.model.Bep;

/** Why an announce is made. */
@Bep({3, 15, 21})
public enum AnnounceEvent {
  /** The regular one, made at intervals. */
  NONE(0, ""),
  /** The download has just become complete; never sent for one that was complete at the start. */
  COMPLETED(1, "completed"),
  /** The first one of a session to that tracker. */
  STARTED(2, "started"),
  /**
   * A regular one of somebody who has everything wanted, but not everything (BEP 21). Trackers over
   * UDP hear of a regular one.
   */
  PAUSED(0, "paused"),
  /** The last one: the tracker may forget us. */
  STOPPED(3, "stopped");

  private final int number;
  private final String word;

  AnnounceEvent(int number, String word) {
    this.number = number;
    this.word = word;
  }

  /** Returns the number that stands for it in BEP 15. */
  int number() {
    return number;
  }

  /** Returns the word that stands for it in BEP 3; empty for {@link #NONE}. */
  String word() {
    return word;
  }
}
