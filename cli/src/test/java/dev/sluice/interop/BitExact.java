package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares what was downloaded with the original, byte for byte. */
final class BitExact {
  private BitExact() {}

  /** Fails unless {@code folder} holds the same files as {@code original}, no more and no other. */
  static void assertCopy(SampleData original, Path folder) {
    assertThat(differences(original, folder)).as("differences to the original").isEmpty();
  }

  /** Returns one line for each file that is missing, extra or different. */
  static List<String> differences(SampleData original, Path folder) {
    Path copy = folder.resolve(original.name());
    var differences = new ArrayList<String>();
    var wanted = files(original.root());
    var found = files(copy);
    for (Path path : union(wanted, found)) {
      if (!found.contains(path)) {
        differences.add("missing: " + path);
      } else if (!wanted.contains(path)) {
        differences.add("extra: " + path);
      } else {
        long at = mismatch(original.root().resolve(path), copy.resolve(path));
        if (at >= 0) {
          differences.add("differs at byte " + at + ": " + path);
        }
      }
    }
    return differences;
  }

  /**
   * Returns how many bytes of a one-file download are not yet right on disk, counted in whole
   * pieces; all of them when there is no file.
   */
  static long missingBytes(TorrentFile torrent, Path folder) {
    Path file = folder.resolve(torrent.data().name());
    try (var original = new RandomAccessFile(torrent.data().root().toFile(), "r")) {
      if (!Files.exists(file)) {
        return original.length();
      }
      try (var copy = new RandomAccessFile(file.toFile(), "r")) {
        long missing = 0;
        for (long at = 0; at < original.length(); at += torrent.pieceBytes()) {
          byte[] piece = read(original, at, torrent.pieceBytes());
          missing += Arrays.equals(piece, read(copy, at, piece.length)) ? 0 : piece.length;
        }
        return missing;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns one bit of the byte at {@code offset}. */
  static void flip(Path file, long offset) {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(offset);
      int octet = bytes.readUnsignedByte();
      bytes.seek(offset);
      bytes.write(octet ^ 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns up to {@code limit} bytes from {@code offset}, fewer at the end of the file. */
  private static byte[] read(RandomAccessFile file, long offset, int limit) throws IOException {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(limit, file.length() - offset))];
    file.seek(offset);
    file.readFully(bytes);
    return bytes;
  }

  private static TreeSet<Path> union(TreeSet<Path> one, TreeSet<Path> other) {
    var all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  /** Returns the paths of all files below {@code root}, relative to it; an empty one for a file. */
  private static TreeSet<Path> files(Path root) {
    if (!Files.exists(root)) {
      return new TreeSet<>();
    }
    try (Stream<Path> paths = Files.walk(root)) {
      var files = new TreeSet<Path>();
      paths.filter(path -> !Files.isDirectory(path)).map(root::relativize).forEach(files::add);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long mismatch(Path one, Path other) {
    try {
      return Files.mismatch(one, other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
