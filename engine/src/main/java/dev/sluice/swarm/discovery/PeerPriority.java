package dev.sluice.swarm.discovery;

import dev.sluice.model.Bep;
import dev.sluice.model.Crc32c;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How much two peers want each other, a number that both of them arrive at alone.
 *
 * <p>When all peers of a full swarm keep the connections that this number favours, a newcomer gets
 * in everywhere in proportion, and whoever floods a swarm with calls gets only his proportion. It
 * is the CRC32-C of both addresses, the smaller first, with the bits left out by which an attacker
 * could try many addresses of one network:
 *
 * <pre>
 *   IPv4                          IPv6
 *   ff ff 55 55                   48 bits, then 55 ...
 *   ff ff ff 55  in one /16       56 bits, then 55 ...  in one /48
 *   ff ff ff ff  in one /24       64 bits, then 55 ...  in one /56, and so on
 *   the two ports instead if the addresses are equal
 * </pre>
 */
@Bep(40)
public final class PeerPriority {
  /** Whole octets of the mask that is used for addresses that have little in common. */
  private static final int IPV4_OCTETS = 2;

  private static final int IPV6_OCTETS = 6;

  private static final int HALF_MASK = 0x55;

  private PeerPriority() {}

  /**
   * Returns the priority, from 0 to 2^32 - 1, the greater the better; the same for {@code (b, a)}.
   *
   * @throws IllegalArgumentException if the addresses are not of one family
   */
  public static long of(PeerAddress a, PeerAddress b) {
    byte[] one = a.ip().getAddress();
    byte[] other = b.ip().getAddress();
    if (one.length != other.length) {
      throw new IllegalArgumentException(a + " and " + b + " are not of one family");
    }
    if (Arrays.equals(one, other)) {
      return crc(bytes(a.port()), bytes(b.port()));
    }
    int whole = wholeOctets(one, other);
    return crc(masked(one, whole), masked(other, whole));
  }

  /** Returns whether two addresses have a priority: whether they are of one family. */
  public static boolean isDefined(InetAddress a, InetAddress b) {
    return a.getClass() == b.getClass();
  }

  private static int wholeOctets(byte[] one, byte[] other) {
    int common = Arrays.mismatch(one, other);
    int least = one.length == Integer.BYTES ? IPV4_OCTETS : IPV6_OCTETS;
    return common < least ? least : Math.min(one.length, common + 1);
  }

  private static byte[] masked(byte[] ip, int wholeOctets) {
    byte[] masked = ip.clone();
    for (int i = wholeOctets; i < masked.length; i++) {
      masked[i] &= HALF_MASK;
    }
    return masked;
  }

  private static byte[] bytes(int port) {
    return ByteBuffer.allocate(Short.BYTES).putShort((short) port).array();
  }

  private static long crc(byte[] one, byte[] other) {
    boolean inOrder = Arrays.compareUnsigned(one, other) <= 0;
    int crc = inOrder ? Crc32c.of(one, other) : Crc32c.of(other, one);
    return Integer.toUnsignedLong(crc);
  }
}
