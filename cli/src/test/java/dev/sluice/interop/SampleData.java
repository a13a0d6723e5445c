package dev.sluice.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pseudo-random content on disk: a file or a folder of files. The same seed gives the same bytes.
 *
 * @param parent the folder a client calls its download folder
 * @param name of the file or folder in it; the torrent's name
 */
record SampleData(Path parent, String name) {
  private static final int KIB = 1024;

  /** Names that every client here takes as they are. */
  private static final List<String> PLAIN_ODDITIES =
      List.of(
          "with spaces and  two",
          "Ünïcödé naïve",
          "日本語のファイル名",
          "Ελληνικά עברית العربية",
          "🎉 party 👩‍👩‍👧‍👦",
          ".leading dot",
          "..two leading dots",
          "it's",
          "100% %41 %2F %00",
          "#hash & amp; + plus = equals; $HOME `x` !",
          "[brackets] {braces} (round)",
          "-leading dash",
          "~tilde",
          "e\u0301 decomposed",
          // With a number and an ending still under 240 bytes, where libtorrent cuts a name off.
          "long ".repeat(45).strip());

  /** Names that are fine here and not on Windows; Transmission writes them with underscores. */
  private static final List<String> UNIX_ODDITIES =
      List.of("\"quoted\"", "what?", "a*b", "12:30", "<angle>", "pipe|d");

  /** Returns the file or folder itself. */
  Path root() {
    return parent.resolve(name);
  }

  /** Writes one file of {@code sizeBytes}. */
  static SampleData file(Path parent, String name, long sizeBytes, long seed) {
    var data = new SampleData(newFolder(parent), name);
    write(data.root(), sizeBytes, new SplittableRandom(seed));
    return data;
  }

  /** Writes a tree of {@code fileCount} small files with odd names; each seventh is empty. */
  static SampleData tree(Path parent, String name, int fileCount, long seed) {
    return tree(parent, name, fileCount, seed, PLAIN_ODDITIES);
  }

  /** Writes a tree as {@link #tree} does, with the names in it that only Unix allows. */
  static SampleData unixTree(Path parent, String name, int fileCount, long seed) {
    var names = new ArrayList<>(PLAIN_ODDITIES);
    names.addAll(UNIX_ODDITIES);
    return tree(parent, name, fileCount, seed, names);
  }

  private static SampleData tree(
      Path parent, String name, int fileCount, long seed, List<String> names) {
    var data = new SampleData(newFolder(parent), name);
    var random = new SplittableRandom(seed);
    for (int index = 0; index < fileCount; index++) {
      String odd = names.get(index % names.size());
      // Every other file lies in a folder of its own kind, some of them three deep.
      Path folder =
          switch (index % 4) {
            case 0, 2 -> data.root();
            case 1 -> data.root().resolve(odd);
            default -> data.root().resolve("deep").resolve(odd).resolve("er " + index % 5);
          };
      newFolder(folder);
      long sizeBytes = index % 7 == 0 ? 0 : random.nextLong(1, 40L * KIB);
      write(folder.resolve(numbered(odd, index)), sizeBytes, random);
    }
    return data;
  }

  /** Keeps a leading dot or dash leading. */
  private static String numbered(String name, int index) {
    return name + " " + index + ".bin";
  }

  /** Returns a copy of this in another folder, to be changed without harm. */
  SampleData copyTo(Path otherParent) {
    newFolder(otherParent);
    var copy = new SampleData(otherParent, name);
    try {
      Files.walkFileTree(root(), new Copying(root(), copy.root()));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Copying extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    Copying(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      Files.createDirectories(to.resolve(from.relativize(folder)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.copy(file, file.equals(from) ? to : to.resolve(from.relativize(file)));
      return FileVisitResult.CONTINUE;
    }
  }

  private static Path newFolder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, long sizeBytes, SplittableRandom random) {
    byte[] chunk = new byte[256 * KIB];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = sizeBytes; left > 0; left -= chunk.length) {
        random.nextBytes(chunk);
        out.write(chunk, 0, (int) Math.min(left, chunk.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
