package dev.sluice.metainfo;

import dev.sluice.bencode.BDictionary;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PieceGeometry;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * An info dictionary: the part of a torrent that all its peers agree on, named by its digest.
 *
 * <p>Piece hashes are not copied; they stay where the dictionary was decoded.
 */
@Bep({3, 27})
public final class Info {
  private final BDictionary dictionary;
  private final InfoHash infoHash;
  private final String name;
  private final FileLayout files;
  private final PieceGeometry geometry;
  private final PieceHashes pieceHashes;

  /** Takes parts that {@link InfoReader} has checked against each other. */
  Info(
      BDictionary dictionary,
      String name,
      FileLayout files,
      PieceGeometry geometry,
      PieceHashes pieceHashes) {
    this.dictionary = dictionary;
    this.infoHash = Sha1.infoHash(dictionary.encoded());
    this.name = name;
    this.files = files;
    this.geometry = geometry;
    this.pieceHashes = pieceHashes;
  }

  /** Returns the SHA-1 digest of the dictionary's bytes as they stood. */
  public InfoHash infoHash() {
    return infoHash;
  }

  /** Returns the torrent's name, a plain file name. */
  public String name() {
    return name;
  }

  /** Returns the files, at least one. */
  public FileLayout files() {
    return files;
  }

  /** Returns how the bytes of the files fall into pieces. */
  public PieceGeometry geometry() {
    return geometry;
  }

  /** Returns whether the torrent is one file by itself rather than a folder of files. */
  public boolean isSingleFile() {
    return !dictionary.has("files");
  }

  /** Returns whether peers may come from the trackers alone (BEP 27). */
  public boolean isPrivate() {
    return dictionary.integer("private").orElse(0) != 0;
  }

  /** Returns the mark by which trackers make an info-hash their own; empty without one. */
  public String source() {
    return dictionary.text("source").orElse("");
  }

  /**
   * Returns a new array of the piece's SHA-1 digest, 20 bytes.
   *
   * @throws IndexOutOfBoundsException if there is no such piece
   */
  public byte[] pieceHash(int pieceIndex) {
    return pieceHashes.hash(pieceIndex);
  }

  /**
   * Returns whether {@code digest} is the piece's SHA-1 digest.
   *
   * @throws IndexOutOfBoundsException if there is no such piece
   */
  public boolean matches(int pieceIndex, byte[] digest) {
    return pieceHashes.matches(pieceIndex, digest);
  }

  /** Returns the first piece with bytes of the file; see {@link FileLayout#firstPiece}. */
  public int firstPiece(int fileIndex) {
    return files.firstPiece(fileIndex, geometry);
  }

  /** Returns the last piece with bytes of the file; see {@link FileLayout#lastPiece}. */
  public int lastPiece(int fileIndex) {
    return files.lastPiece(fileIndex, geometry);
  }

  /** Returns the dictionary with everything that it says. */
  public BDictionary dictionary() {
    return dictionary;
  }

  /** Returns the bytes of the dictionary as they stood, read-only and not copied. */
  public ByteBuffer encoded() {
    return dictionary.encoded();
  }

  /** Two are equal if their info-hashes are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Info info && infoHash.equals(info.infoHash);
  }

  @Override
  public int hashCode() {
    return Objects.hash(infoHash);
  }

  @Override
  public String toString() {
    return name + " (" + infoHash + ", " + files + ")";
  }
}
