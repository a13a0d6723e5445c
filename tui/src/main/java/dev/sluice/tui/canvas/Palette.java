package dev.sluice.tui.canvas;

import dev.tamboui.style.Color;
import dev.tamboui.style.Style;
import java.util.EnumMap;
import java.util.Map;

/**
 * How inks look. Of colours only the terminal's own sixteen are used, and never as a background, so
 * that whoever chose them can read them, on dark and on light.
 */
public final class Palette {
  /** For terminals with colours. */
  public static final Palette COLOURED = new Palette(true);

  /** For {@code NO_COLOR}: bold, dim and reversed alone. */
  public static final Palette PLAIN = new Palette(false);

  private final Map<Ink, Style> styles = new EnumMap<>(Ink.class);

  private Palette(boolean isColoured) {
    for (Ink ink : Ink.values()) {
      styles.put(ink, isColoured ? coloured(ink) : plain(ink));
    }
  }

  private static Style plain(Ink ink) {
    return switch (ink) {
      case PLAIN, BUSY, GOOD, ODD -> Style.EMPTY;
      case STRONG, BAD, TITLE, KEY -> Style.EMPTY.bold();
      case FAINT -> Style.EMPTY.dim();
      case CURSOR -> Style.EMPTY.reversed();
    };
  }

  private static Style coloured(Ink ink) {
    return switch (ink) {
      case BUSY, KEY -> plain(ink).fg(Color.CYAN);
      case GOOD -> plain(ink).fg(Color.GREEN);
      case ODD -> plain(ink).fg(Color.YELLOW);
      case BAD -> plain(ink).fg(Color.RED);
      case PLAIN, STRONG, FAINT, TITLE, CURSOR -> plain(ink);
    };
  }

  Style style(Ink ink) {
    return styles.getOrDefault(ink, Style.EMPTY);
  }
}
