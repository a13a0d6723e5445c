package dev.sluice.wire;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Computes which pieces a peer may request while it is choked: the same from everybody who offers
 * it pieces, so that asking many peers gains nothing (BEP 6, Allowed Fast Set Generation).
 *
 * <pre>
 * seed   = first three bytes of the peer's address, a zero byte, info-hash
 * hash 1 = SHA-1(seed), hash 2 = SHA-1(hash 1), ...
 * each hash = 5 numbers of 32 bits; each number modulo the piece count is an index
 * </pre>
 */
@Bep(6)
public final class AllowedFastSet {
  /** How many pieces the authors of BEP 6 offer. */
  public static final int USUAL_COUNT = 10;

  /** An IPv4 address with the host part of its /24 network zero. */
  private static final int IPV4_PREFIX_BYTES = 3;

  /** A /64 network is what one IPv6 customer has; the BEP has no provisions for IPv6. */
  private static final int IPV6_PREFIX_BYTES = 8;

  private AllowedFastSet() {}

  /**
   * Returns distinct piece indices in the order of their generation, so that a smaller {@code
   * count} gives a prefix of the same array.
   *
   * @param infoHash the torrent
   * @param peer the address of the peer that may request the pieces
   * @param pieceCount pieces of the torrent, from 0
   * @param count how many indices are wanted; no more than the torrent has pieces are returned
   */
  public static int[] generate(InfoHash infoHash, InetAddress peer, int pieceCount, int count) {
    int[] pieces = new int[Math.min(count, pieceCount)];
    MessageDigest sha1 = sha1();
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(seed(infoHash, peer)));
    int found = 0;
    while (found < pieces.length) {
      if (!hash.hasRemaining()) {
        hash = ByteBuffer.wrap(sha1.digest(hash.array()));
      }
      int index = Integer.remainderUnsigned(hash.getInt(), pieceCount);
      if (!contains(pieces, found, index)) {
        pieces[found++] = index;
      }
    }
    return pieces;
  }

  private static byte[] seed(InfoHash infoHash, InetAddress peer) {
    byte[] address = peer.getAddress();
    int prefix = peer instanceof Inet4Address ? IPV4_PREFIX_BYTES : IPV6_PREFIX_BYTES;
    Arrays.fill(address, prefix, address.length, (byte) 0);
    ByteBuffer seed = ByteBuffer.allocate(address.length + InfoHash.BYTES).put(address);
    infoHash.writeTo(seed);
    return seed.array();
  }

  private static boolean contains(int[] pieces, int count, int index) {
    for (int i = 0; i < count; i++) {
      if (pieces[i] == index) {
        return true;
      }
    }
    return false;
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
