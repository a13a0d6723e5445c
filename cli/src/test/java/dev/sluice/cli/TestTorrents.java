package dev.sluice.cli;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small .torrent files whose piece hashes are zeros. */
final class TestTorrents {
  static final int PIECE_BYTES = 16 * 1024;

  private TestTorrents() {}

  /** Writes a torrent of one file. */
  static Path file(Path folder, String name, long bytes) throws IOException {
    BDictionary info =
        BDictionary.builder()
            .put("length", bytes)
            .put("name", name)
            .put("piece length", PIECE_BYTES)
            .put("pieces", hashes(bytes))
            .build();
    return write(folder, name, info);
  }

  /** Writes a torrent of a folder; each file has {@code bytes}. */
  static Path folder(Path folder, String name, long bytes, String... paths) throws IOException {
    List<BValue> files = new ArrayList<>();
    for (String path : paths) {
      List<BString> elements = List.of(path.split("/")).stream().map(BString::of).toList();
      files.add(
          BDictionary.builder()
              .put("length", new BInteger(bytes))
              .put("path", BList.of(elements))
              .build());
    }
    BDictionary info =
        BDictionary.builder()
            .put("files", BList.of(files))
            .put("name", name)
            .put("piece length", PIECE_BYTES)
            .put("pieces", hashes(bytes * paths.length))
            .put("private", 1)
            .build();
    return write(folder, name, info);
  }

  private static BString hashes(long bytes) {
    return BString.of("\0".repeat((int) Math.ceilDiv(bytes, PIECE_BYTES) * 20));
  }

  private static Path write(Path folder, String name, BDictionary info) throws IOException {
    BDictionary torrent =
        BDictionary.builder()
            .put("announce", "http://127.0.0.1:6969/announce")
            .put("comment", "two\nlines \u001b[2J")
            .put("info", info)
            .build();
    return Files.write(folder.resolve(name + ".torrent"), torrent.encode());
  }
}
