package dev.sluice.cli;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.FileLayout;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.BitSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * The files that {@code --select} names: those whose path, or path below the torrent's folder, or
 * name alone matches one of the globs, and all files below a folder that does.
 */
final class FileSelection {
  private final List<PathMatcher> globs;

  private FileSelection(List<PathMatcher> globs) {
    this.globs = globs;
  }

  /**
   * Returns the selection of the globs; without any it takes all files.
   *
   * @throws CommandFailure if one is malformed
   */
  static FileSelection of(List<String> globs) throws CommandFailure {
    for (String glob : globs) {
      check(glob);
    }
    return new FileSelection(globs.stream().map(FileSelection::matcher).toList());
  }

  private static void check(String glob) throws CommandFailure {
    try {
      matcher(glob);
    } catch (PatternSyntaxException e) {
      throw CommandFailure.usage("--select " + glob + ": " + e.getDescription());
    }
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  /** Returns the indices of the selected files, padding left out. */
  BitSet of(FileLayout layout) {
    BitSet selected = new BitSet(layout.fileCount());
    for (FileEntry file : layout.files()) {
      if (file.isStored() && isSelected(Path.of(file.path().toString()))) {
        selected.set(file.index());
      }
    }
    return selected;
  }

  private boolean isSelected(Path path) {
    return globs.isEmpty() || globs.stream().anyMatch(glob -> matches(glob, path));
  }

  private static boolean matches(PathMatcher glob, Path path) {
    if (glob.matches(path.getFileName())) {
      return true;
    }
    int names = path.getNameCount();
    for (int end = names; end > 0; end--) {
      boolean isBelowRoot = end > 1 && glob.matches(path.subpath(1, end));
      if (isBelowRoot || glob.matches(path.subpath(0, end))) {
        return true;
      }
    }
    return false;
  }
}
