package dev.sluice.metainfo;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Makes one plain file name of whatever a torrent calls a file or folder. */
final class SafeName {
  /** The longest name that the common file systems take. */
  static final int MAX_BYTES = 255;

  /** An extension beyond this is text with a dot in it, and not worth keeping. */
  private static final int MAX_EXTENSION_BYTES = 32;

  private static final String NOT_PORTABLE = "<>:\"|?*";

  /** Names that Windows gives to devices, with any extension. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|conin\\$|conout\\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])"
              + " *(\\..*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private SafeName() {}

  /** Returns {@code raw} with everything unsafe replaced, at most {@link #MAX_BYTES} long. */
  static String of(String raw, NameRules rules) {
    StringBuilder name = new StringBuilder(raw.length());
    raw.codePoints()
        .map(c -> isUnsafe(c) || (rules == NameRules.PORTABLE && isNotPortable(c)) ? '_' : c)
        .forEach(name::appendCodePoint);
    String plain = rules == NameRules.PORTABLE ? portable(name) : name.toString();
    return shortened(isSpecial(plain) ? "_" : plain, "", rules);
  }

  /** Returns whether {@code name} may stand in a path on every system without leaving a folder. */
  static boolean isSafe(String name) {
    return !isSpecial(name)
        && name.codePoints().noneMatch(SafeName::isUnsafe)
        && bytes(name) <= MAX_BYTES;
  }

  private static boolean isSpecial(String name) {
    return name.isEmpty() || name.equals(".") || name.equals("..");
  }

  private static boolean isUnsafe(int c) {
    return c == '/'
        || c == '\\'
        || switch (Character.getType(c)) {
          case Character.CONTROL, Character.SURROGATE -> true;
          case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
          default -> isBidirectionalControl(c) || c == 0xfeff;
        };
  }

  /** With these, {@code exe.txt} can be shown for a name that ends in {@code txt.exe}. */
  private static boolean isBidirectionalControl(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isNotPortable(int c) {
    return NOT_PORTABLE.indexOf(c) >= 0;
  }

  private static String portable(StringBuilder name) {
    // Windows drops dots and spaces at the end, and would so make another name of this one.
    for (int i = name.length() - 1;
        i >= 0 && (name.charAt(i) == '.' || name.charAt(i) == ' ');
        i--) {
      name.setCharAt(i, '_');
    }
    return DEVICE.matcher(name).matches() ? "_" + name : name.toString();
  }

  /**
   * Returns {@code name} with {@code suffix} put before its extension, its stem cut so that the
   * whole takes at most {@link #MAX_BYTES}.
   */
  static String shortened(String name, String suffix, NameRules rules) {
    int dot = extensionStart(name);
    String extension = name.substring(dot);
    int room = MAX_BYTES - bytes(suffix) - bytes(extension);
    String stem = cut(name.substring(0, dot), room);
    boolean isCut = stem.length() < dot;
    if (isCut && extension.isEmpty() && suffix.isEmpty() && rules == NameRules.PORTABLE) {
      stem = portable(new StringBuilder(stem));
    }
    return stem + suffix + extension;
  }

  /** Returns where the extension begins with its dot; the end of the name if it has none. */
  private static int extensionStart(String name) {
    int dot = name.lastIndexOf('.');
    boolean isExtension = dot > 0 && bytes(name.substring(dot)) <= MAX_EXTENSION_BYTES;
    return isExtension ? dot : name.length();
  }

  /** Returns the longest start of {@code text} that takes at most {@code maxBytes} in UTF-8. */
  private static String cut(String text, int maxBytes) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (used > maxBytes) {
        break;
      }
      end += Character.charCount(c);
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
