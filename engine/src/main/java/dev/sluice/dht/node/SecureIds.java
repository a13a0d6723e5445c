package dev.sluice.dht.node;

import dev.sluice.model.Bep;
import dev.sluice.model.Crc32c;
import dev.sluice.transport.http.AddressScope;
import java.net.InetAddress;
import java.util.Random;

/**
 * Ids that an address is entitled to (BEP 42): their first 21 bits follow from the address and from
 * three bits of free choice, so whoever wants to sit beside a given key needs a great many
 * addresses.
 *
 * <pre>
 *   byte   0        1        2              3 ... 18    19
 *          crc32c(masked address, r), 21 bits | random | random, its last three bits are r
 * </pre>
 *
 * <p>Addresses of this machine and of the local network are exempt: nobody outside can have them.
 */
@Bep(42)
public final class SecureIds {
  /** The bits of the id that follow from the address. */
  private static final int BOUND_BITS = 21;

  private static final byte[] IPV4_MASK = {0x03, 0x0f, 0x3f, (byte) 0xff};
  private static final byte[] IPV6_MASK = {0x01, 0x03, 0x07, 0x0f, 0x1f, 0x3f, 0x7f, (byte) 0xff};

  private SecureIds() {}

  /** Returns whether {@code ip} may call itself {@code id}. */
  public static boolean isSecure(NodeId id, InetAddress ip) {
    int differing = (int) (id.high() >>> 32) ^ checksum(ip, id.low() & 7);
    return isExempt(ip) || differing >>> (32 - BOUND_BITS) == 0;
  }

  /** Returns whether the rule says nothing about {@code ip}: it is no address of the Internet. */
  public static boolean isExempt(InetAddress ip) {
    return AddressScope.of(ip) != AddressScope.PUBLIC;
  }

  /** Returns a random one of the ids that {@code ip} is entitled to. */
  public static NodeId draw(InetAddress ip, Random random) {
    NodeId chance = NodeId.random(random);
    int freeBits = -1 >>> BOUND_BITS;
    int first =
        checksum(ip, chance.low() & 7) & ~freeBits | (int) (chance.high() >>> 32) & freeBits;
    long high = (long) first << 32 | chance.high() & 0xffff_ffffL;
    return new NodeId(high, chance.middle(), chance.low());
  }

  private static int checksum(InetAddress ip, int r) {
    byte[] address = ip.getAddress();
    byte[] mask = address.length == 4 ? IPV4_MASK : IPV6_MASK;
    byte[] masked = new byte[mask.length];
    for (int i = 0; i < mask.length; i++) {
      masked[i] = (byte) (address[i] & mask[i]);
    }
    masked[0] |= (byte) (r << 5);
    return Crc32c.of(masked);
  }
}
