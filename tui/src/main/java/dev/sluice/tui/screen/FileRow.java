package dev.sluice.tui.screen;

import dev.sluice.api.FilePriority;
import dev.sluice.api.FileProgress;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Metainfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One line of the tree of files: a file, or a folder with all that lies in it.
 *
 * @param path elements joined by {@code /}; names the row
 * @param name the last element
 * @param depth how many folders it lies in
 * @param lengthBytes its length, or that of all files in it
 * @param doneBytes how many of them are verified
 * @param priority how much it is wanted; empty if its files differ
 * @param fileIndices its files; of a file itself alone
 * @param isFolder whether it is one
 */
record FileRow(
    String path,
    String name,
    int depth,
    long lengthBytes,
    long doneBytes,
    Optional<FilePriority> priority,
    List<Integer> fileIndices,
    boolean isFolder) {
  FileRow {
    fileIndices = List.copyOf(fileIndices);
  }

  private static Optional<FilePriority> common(List<FileProgress> files) {
    List<FilePriority> all = files.stream().map(FileProgress::priority).distinct().toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /** Returns how much of it is here, 0 to 1. */
  double fraction() {
    return lengthBytes == 0 ? 1 : (double) doneBytes / lengthBytes;
  }

  /** Returns the rows that show, in the torrent's order; what lies in a closed folder does not. */
  static List<FileRow> of(Metainfo torrent, List<FileProgress> progress, Set<String> closed) {
    List<FileEntry> files =
        torrent.info().files().files().stream().filter(FileEntry::isStored).toList();
    List<FileRow> rows = new ArrayList<>();
    add(files, progress, closed, 0, rows);
    return rows;
  }

  private static void add(
      List<FileEntry> files,
      List<FileProgress> progress,
      Set<String> closed,
      int depth,
      List<FileRow> rows) {
    int begin = 0;
    while (begin < files.size()) {
      List<String> elements = files.get(begin).path().elements();
      int end = begin + 1;
      boolean isFolder = elements.size() > depth + 1;
      while (isFolder && end < files.size() && shares(files.get(end), elements, depth)) {
        end++;
      }
      List<FileEntry> inside = files.subList(begin, end);
      FileRow row =
          row(String.join("/", elements.subList(0, depth + 1)), inside, progress, depth, isFolder);
      rows.add(row);
      if (isFolder && !closed.contains(row.path)) {
        add(inside, progress, closed, depth + 1, rows);
      }
      begin = end;
    }
  }

  private static boolean shares(FileEntry file, List<String> elements, int depth) {
    List<String> others = file.path().elements();
    return others.size() > depth + 1 && others.get(depth).equals(elements.get(depth));
  }

  private static FileRow row(
      String path,
      List<FileEntry> files,
      List<FileProgress> progress,
      int depth,
      boolean isFolder) {
    List<Integer> indices = files.stream().map(FileEntry::index).toList();
    IntStream known = indices.stream().mapToInt(Integer::intValue).filter(i -> i < progress.size());
    List<FileProgress> each = known.mapToObj(progress::get).toList();
    return new FileRow(
        path,
        path.substring(path.lastIndexOf('/') + 1),
        depth,
        files.stream().mapToLong(FileEntry::lengthBytes).sum(),
        each.stream().mapToLong(FileProgress::doneBytes).sum(),
        common(each),
        indices,
        isFolder);
  }
}
