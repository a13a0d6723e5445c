package dev.sluice.metainfo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives every file of a torrent a path of its own. Where two would be the same file, or one the
 * folder of another, the later one gets a number before its extension. The same list of files
 * always gets the same paths.
 *
 * <p>Every name tried is remembered, and the numbers of one name only grow, so that n equal names
 * cost n steps. Entries of all folders share one table, keyed by the folder's number and the folded
 * name.
 */
final class DistinctPaths {
  /** What a number may take: {@code " (1234567)"}. */
  private static final String WIDEST_SUFFIX = " (1234567)";

  private final NameRules rules;
  private final int maxFolders;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Folder> folders = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  DistinctPaths(NameRules rules, int maxFolders) {
    this.rules = rules;
    this.maxFolders = maxFolders;
  }

  /**
   * Returns a path for a file that the torrent puts at {@code rawPath}.
   *
   * @param rawPath as the torrent has it, at least one element
   * @throws MetainfoException if the torrent has more than the allowed number of folders
   */
  SafePath add(List<String> rawPath) throws MetainfoException {
    Folder folder = new Folder(0, List.of());
    for (String element : rawPath.subList(0, rawPath.size() - 1)) {
      folder = folder(folder, SafeName.of(element, rules));
    }
    String name = SafeName.of(rawPath.get(rawPath.size() - 1), rules);
    return new SafePath(folder.with(claim(folder, name)));
  }

  /** Returns a safe path that may be equal to others, for a file that never touches the disk. */
  SafePath unclaimed(List<String> rawPath) {
    return new SafePath(
        rawPath.stream().map(raw -> SafeName.of(raw, rules)).collect(Collectors.toList()));
  }

  private Folder folder(Folder parent, String name) throws MetainfoException {
    String key = key(parent, name);
    Folder known = folders.get(key);
    if (known != null) {
      return known;
    }
    if (folders.size() == maxFolders) {
      throw new MetainfoException("The torrent has more than " + maxFolders + " folders.");
    }
    Folder added = new Folder(folders.size() + 1, parent.with(claim(parent, name)));
    folders.put(key, added);
    return added;
  }

  private String claim(Folder folder, String name) {
    if (taken.add(key(folder, name))) {
      return name;
    }
    String room = SafeName.shortened(name, WIDEST_SUFFIX, rules);
    String counter = key(folder, room);
    while (true) {
      int number = numbers.merge(counter, 1, Integer::sum);
      String numbered = SafeName.shortened(name, " (" + number + ")", rules);
      if (taken.add(key(folder, numbered))) {
        return numbered;
      }
    }
  }

  private String key(Folder folder, String name) {
    return folder.number() + "/" + rules.fold(name);
  }

  /** A folder with its path from the outermost one; number 0 is the download folder. */
  private record Folder(int number, List<String> path) {
    List<String> with(String name) {
      List<String> extended = new ArrayList<>(path.size() + 1);
      extended.addAll(path);
      extended.add(name);
      return extended;
    }
  }
}
