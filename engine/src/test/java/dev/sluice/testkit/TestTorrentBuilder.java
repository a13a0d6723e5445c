package dev.sluice.testkit;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BDictionaryBuilder;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Gathers the files of a {@link TestTorrent}. Pieces have 16 KiB unless said otherwise. */
public final class TestTorrentBuilder {
  private final String name;
  private final boolean isSingleFile;
  private int pieceBytes = 16 * 1024;
  private final List<BValue> files = new ArrayList<>();
  private final List<BValue> tiers = new ArrayList<>();
  private final BDictionaryBuilder extraInfo = BDictionary.builder();
  private final BDictionaryBuilder extra = BDictionary.builder();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  TestTorrentBuilder(String name, boolean isSingleFile) {
    this.name = name;
    this.isSingleFile = isSingleFile;
  }

  /** Sets the length of a piece in bytes. */
  public TestTorrentBuilder pieceBytes(int bytes) {
    this.pieceBytes = bytes;
    return this;
  }

  /** Adds a file at {@code path}, with slashes between folders, below the torrent's folder. */
  public TestTorrentBuilder file(String path, byte[] bytes) {
    return file(path, bytes, "");
  }

  /** Adds a file with attributes, such as {@code "x"} (BEP 47). */
  public TestTorrentBuilder file(String path, byte[] bytes, String attributes) {
    BDictionaryBuilder file = BDictionary.builder();
    if (!attributes.isEmpty()) {
      file.put("attr", attributes);
    }
    file.put("length", bytes.length);
    file.put("path", BList.of(Stream.of(path.split("/", -1)).map(BString::of).toList()));
    files.add(file.build());
    content.writeBytes(bytes);
    return this;
  }

  /** Adds padding up to the next piece (BEP 47); nothing if a piece begins here. */
  public TestTorrentBuilder padding() {
    int padding = Math.floorMod(-content.size(), pieceBytes);
    return padding == 0 ? this : file(".pad/" + padding, new byte[padding], "p");
  }

  /** Adds a tracker in a tier of its own. */
  public TestTorrentBuilder tracker(String url) {
    tiers.add(BList.of(BString.of(url)));
    return this;
  }

  /** Adds an entry to the info dictionary, such as {@code private}. */
  public TestTorrentBuilder info(String key, BValue value) {
    extraInfo.put(key, value);
    return this;
  }

  /** Adds an entry beside the info dictionary, such as {@code url-list}. */
  public TestTorrentBuilder entry(String key, BValue value) {
    extra.put(key, value);
    return this;
  }

  /** Returns the torrent. */
  public TestTorrent build() {
    byte[] bytes = content.toByteArray();
    BDictionaryBuilder info = extraInfo.build().toBuilder();
    info.put("name", name).put("piece length", pieceBytes).put("pieces", hashes(bytes));
    if (isSingleFile) {
      info.put("length", bytes.length);
    } else {
      info.put("files", BList.of(files));
    }
    BDictionaryBuilder torrent = extra.build().toBuilder().put("info", info.build());
    if (!tiers.isEmpty()) {
      torrent.put("announce-list", BList.of(tiers));
    }
    return new TestTorrent(torrent.build().encode(), bytes);
  }

  private byte[] hashes(byte[] bytes) {
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      for (int start = 0; start < bytes.length; start += pieceBytes) {
        sha1.update(bytes, start, Math.min(pieceBytes, bytes.length - start));
        hashes.writeBytes(sha1.digest());
      }
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    return hashes.toByteArray();
  }
}
