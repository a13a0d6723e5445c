package dev.sluice.metainfo;

import dev.sluice.model.Bep;
import java.util.List;

/**
 * A relative path that cannot leave the folder it is resolved in: every element is one plain name,
 * never empty, {@code .} or {@code ..}, without separators of any system, NUL, control characters
 * or characters that reorder text on a screen.
 *
 * <p>It says nothing about what lies on the disk already: who opens the file must still not follow
 * links within the torrent's folder.
 *
 * @param elements folders from the outermost, then the file; at least one
 */
@Bep(3)
public record SafePath(List<String> elements) {
  public SafePath {
    elements = List.copyOf(elements);
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("a path has at least one element");
    }
    for (String element : elements) {
      if (!SafeName.isSafe(element)) {
        throw new IllegalArgumentException("no plain name: " + element);
      }
    }
  }

  /** Returns the path of the elements, which must be plain names. */
  public static SafePath of(String... elements) {
    return new SafePath(List.of(elements));
  }

  /** Returns the last element. */
  public String fileName() {
    return elements.get(elements.size() - 1);
  }

  /** Returns the elements with a slash between them. */
  @Override
  public String toString() {
    return String.join("/", elements);
  }
}
