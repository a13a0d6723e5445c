package dev.sluice.testkit;

import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.MetainfoParser;
import dev.sluice.metainfo.NameRules;
import dev.sluice.model.BlockRef;
import java.util.Arrays;
import java.util.Random;

/**
 * A torrent whose whole content is at hand: what a seeder serves and what a download must end with.
 *
 * <pre>
 *   TestTorrent torrent = TestTorrent.folder("album").pieceBytes(32 * 1024)
 *       .file("cd1/a.flac", bytes).file("empty", new byte[0]).build();
 * </pre>
 */
public final class TestTorrent {
  private final byte[] metainfoBytes;
  private final byte[] content;
  private final Metainfo metainfo;

  TestTorrent(byte[] metainfoBytes, byte[] content) {
    this.metainfoBytes = metainfoBytes;
    this.content = content;
    try {
      this.metainfo = MetainfoParser.parse(metainfoBytes.clone(), NameRules.CASE_SENSITIVE);
    } catch (MetainfoException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns a builder of a torrent that is a folder of files. */
  public static TestTorrentBuilder folder(String name) {
    return new TestTorrentBuilder(name, false);
  }

  /** Returns a torrent of one file. */
  public static TestTorrent single(String name, byte[] content, int pieceBytes) {
    return new TestTorrentBuilder(name, true).pieceBytes(pieceBytes).file(name, content).build();
  }

  /** Returns a torrent of one file of random bytes; the same seed gives the same torrent. */
  public static TestTorrent random(long seed, int totalBytes, int pieceBytes) {
    return single("random-" + seed, randomBytes(seed, totalBytes), pieceBytes);
  }

  /** Returns {@code length} random bytes; the same seed gives the same bytes. */
  public static byte[] randomBytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Returns a copy of the .torrent file. */
  public byte[] metainfoBytes() {
    return metainfoBytes.clone();
  }

  /** Returns a copy of the info dictionary's bytes, as a magnet's peers send them. */
  public byte[] infoBytes() {
    byte[] bytes = new byte[info().encoded().remaining()];
    info().encoded().get(bytes);
    return bytes;
  }

  /** Returns the .torrent file as parsed. */
  public Metainfo metainfo() {
    return metainfo;
  }

  /** Returns the info dictionary as parsed. */
  public Info info() {
    return metainfo.info();
  }

  /** Returns a copy of all bytes of the torrent, padding included. */
  public byte[] content() {
    return content.clone();
  }

  /** Returns a copy of the range, from {@code offset} among all bytes of the torrent. */
  public byte[] content(long offset, int length) {
    int from = Math.toIntExact(offset);
    return Arrays.copyOfRange(content, from, from + length);
  }

  /** Returns a copy of the block's bytes. */
  public byte[] block(BlockRef block) {
    return content(info().geometry().blockOffset(block), block.length());
  }

  /** Returns a copy of the piece's bytes. */
  public byte[] piece(int pieceIndex) {
    return content(
        info().geometry().pieceOffset(pieceIndex), info().geometry().pieceBytes(pieceIndex));
  }

  /** Returns a copy of the file's bytes. */
  public byte[] file(int fileIndex) {
    var file = info().files().file(fileIndex);
    return content(file.offset(), Math.toIntExact(file.lengthBytes()));
  }
}
