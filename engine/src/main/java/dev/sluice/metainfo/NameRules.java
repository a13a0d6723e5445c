package dev.sluice.metainfo;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Which names a file system takes and which it holds for the same. What is unsafe anywhere is
 * replaced everywhere; these are the differences. They are kept apart so that a torrent of a Unix
 * source tree, with {@code aux.c} and with names that differ in case alone, has its true names
 * where those can exist.
 */
public enum NameRules {
  /** Case counts, every character but the slash may be used: Linux. */
  CASE_SENSITIVE,
  /** As before, but names that differ in case or Unicode composition are the same: macOS. */
  CASE_INSENSITIVE,
  /** What Windows, FAT and the shared storage of Android take: no {@code <>:"|?*}, no devices. */
  PORTABLE;

  /**
   * Returns the rules of the usual file system of an operating system.
   *
   * @param osName as in the system property {@code os.name}
   */
  public static NameRules of(String osName) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return PORTABLE;
    }
    return name.startsWith("mac") ? CASE_INSENSITIVE : CASE_SENSITIVE;
  }

  /** Returns the rules of the usual file system of the running system. */
  public static NameRules ofThisSystem() {
    return of(System.getProperty("os.name", ""));
  }

  /** Returns a text that is equal for two names exactly if the file system holds them for one. */
  String fold(String name) {
    if (this == CASE_SENSITIVE) {
      return name;
    }
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
