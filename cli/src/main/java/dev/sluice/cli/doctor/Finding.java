package dev.sluice.cli.doctor;

/**
 * One fact.
 *
 * @param group what it is about: {@code version}, {@code path}, {@code network}, {@code disk},
 *     {@code limit}, {@code clock}
 * @param name which of these
 * @param value as people read it
 * @param advice what is wrong and what to do; empty if all is well
 */
public record Finding(String group, String name, String value, String advice) {
  /** Returns a fact that is as it should be. */
  public static Finding good(String group, String name, String value) {
    return new Finding(group, name, value, "");
  }

  /** Returns whether somebody should do something. */
  public boolean isTrouble() {
    return !advice.isEmpty();
  }
}
