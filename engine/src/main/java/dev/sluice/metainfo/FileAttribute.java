package dev.sluice.metainfo;

import dev.sluice.model.Bep;
import java.util.EnumSet;
import java.util.Set;

/** What a torrent says about one of its files beside name and length. */
@Bep(47)
public enum FileAttribute {
  /** Zeros that align the next file to a piece; never written to disk. */
  PADDING('p'),
  /** Meant to be run. */
  EXECUTABLE('x'),
  /** Hidden in listings where the system knows that. */
  HIDDEN('h'),
  /** A link to another file; we create none, and write nothing through one. */
  SYMLINK('l');

  private final char letter;

  FileAttribute(char letter) {
    this.letter = letter;
  }

  /** Returns the attributes that the letters of {@code attr} name; unknown letters are ignored. */
  static Set<FileAttribute> parse(String attr) {
    EnumSet<FileAttribute> attributes = EnumSet.noneOf(FileAttribute.class);
    for (FileAttribute attribute : values()) {
      if (attr.indexOf(attribute.letter) >= 0) {
        attributes.add(attribute);
      }
    }
    return attributes;
  }
}
