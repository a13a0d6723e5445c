package dev.sluice.transport.mse;

import dev.sluice.model.InfoHash;
import java.nio.ByteBuffer;

/**
 * What a caller says in place of the info-hash: the SHA-1 digest of {@code req2} and the info-hash.
 * It cannot be turned back, so who is called must know it beforehand: it is the key of a table of
 * all torrents here.
 *
 * @param high bytes 0 to 7, big-endian
 * @param middle bytes 8 to 15, big-endian
 * @param low bytes 16 to 19, big-endian
 */
public record ObfuscatedHash(long high, long middle, int low) {
  /** Returns what callers say who want this torrent. */
  public static ObfuscatedHash of(InfoHash infoHash) {
    return of(Digest.of("req2", infoHash.toBytes()));
  }

  /** Returns the one that {@code digest} holds, which has 20 bytes. */
  static ObfuscatedHash of(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new ObfuscatedHash(bytes.getLong(), bytes.getLong(), bytes.getInt());
  }

  /** Returns a new array of the 20 bytes. */
  byte[] toBytes() {
    return ByteBuffer.allocate(Digest.BYTES).putLong(high).putLong(middle).putInt(low).array();
  }
}
