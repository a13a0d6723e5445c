package dev.sluice.metainfo;

import dev.sluice.bencode.BString;
import dev.sluice.model.Bep;
import java.util.Objects;

/** The SHA-1 digests of all pieces, as they stand one behind another in the info dictionary. */
@Bep(3)
final class PieceHashes {
  /** Length of one digest in bytes. */
  static final int HASH_BYTES = 20;

  private final BString hashes;

  /** Takes a string of whole digests. */
  PieceHashes(BString hashes) {
    if (hashes.length() % HASH_BYTES != 0) {
      throw new IllegalArgumentException("no whole digests in " + hashes.length() + " bytes");
    }
    this.hashes = hashes;
  }

  int count() {
    return hashes.length() / HASH_BYTES;
  }

  byte[] hash(int pieceIndex) {
    Objects.checkIndex(pieceIndex, count());
    byte[] hash = new byte[HASH_BYTES];
    hashes.bytes().position(pieceIndex * HASH_BYTES).get(hash);
    return hash;
  }

  boolean matches(int pieceIndex, byte[] digest) {
    Objects.checkIndex(pieceIndex, count());
    return digest.length == HASH_BYTES && hashes.hasAt(pieceIndex * HASH_BYTES, digest);
  }

  @Override
  public String toString() {
    return count() + " hashes";
  }
}
