package dev.sluice.metainfo;

import dev.sluice.bencode.BString;
import dev.sluice.model.Bep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts the files of a new torrent in order, the same on every machine, and padding between them.
 *
 * <p>Two orders are in use, and each is ours where it is that of others, so that the same files get
 * the same info-hash. Both compare the bytes of the paths in UTF-8; they differ in the rank of the
 * slash:
 *
 * <pre>
 *   mktorrent, a character as any other    a b/2    a.txt    a/1
 *   the tree of BEP 52, before all         a/1      a b/2    a.txt
 * </pre>
 *
 * <p>Padded torrents take the second, as libtorrent does.
 */
@Bep(47)
final class NewLayout {
  private final String name;
  private final List<FileEntry> entries = new ArrayList<>();
  private long offset;

  private NewLayout(String name) {
    this.name = name;
  }

  static FileLayout plain(String name, Collection<NewFile> files) {
    NewLayout layout = new NewLayout(name);
    ordered(files, "/").forEach(layout::add);
    return new FileLayout(layout.entries);
  }

  static FileLayout padded(String name, Collection<NewFile> files, int pieceBytes) {
    NewLayout layout = new NewLayout(name);
    for (NewFile file : ordered(files, "\0")) {
      if (file.lengthBytes() > 0) {
        layout.padTo(pieceBytes);
      }
      layout.add(file);
    }
    return new FileLayout(layout.entries);
  }

  private static List<NewFile> ordered(Collection<NewFile> files, String separator) {
    return files.stream()
        .map(file -> new Keyed(BString.of(String.join(separator, file.path())), file))
        .sorted()
        .map(Keyed::file)
        .collect(Collectors.toList());
  }

  private void add(NewFile file) {
    List<String> path = new ArrayList<>(file.path().size() + 1);
    path.add(name);
    path.addAll(file.path());
    add(new SafePath(path), file.lengthBytes(), Set.of());
  }

  /** BEP 47: "path ... should be .pad/N where N is the size of the padding file". */
  private void padTo(int pieceBytes) {
    long padding = Math.floorMod(-offset, (long) pieceBytes);
    if (padding > 0) {
      SafePath path = SafePath.of(name, ".pad", Long.toString(padding));
      add(path, padding, Set.of(FileAttribute.PADDING));
    }
  }

  private void add(SafePath path, long lengthBytes, Set<FileAttribute> attributes) {
    entries.add(new FileEntry(entries.size(), path, lengthBytes, offset, attributes));
    offset += lengthBytes;
  }

  private record Keyed(BString key, NewFile file) implements Comparable<Keyed> {
    @Override
    public int compareTo(Keyed other) {
      return key.compareTo(other.key);
    }
  }
}
