package dev.sluice.wire;

import dev.sluice.model.Bep;
import java.util.Locale;

/**
 * The eight bytes of the handshake by which a peer says what it supports beyond BEP 3.
 *
 * <pre>
 * byte    0    1    2    3    4    5    6    7
 *                                 |         +-- 0x01 DHT, 0x04 fast extension, 0x10 v2 torrents
 *                                 +------------ 0x10 extension protocol
 * </pre>
 *
 * Bits that we do not know are kept and mean nothing to us.
 *
 * @param bits the eight bytes, big-endian
 */
@Bep({4, 5, 6, 10, 52})
public record ReservedBits(long bits) {
  private static final long DHT = 0x01;
  private static final long FAST = 0x04;
  private static final long V2 = 0x10;
  private static final long EXTENDED = 0x10 << 16;

  /** What no client needs to set. */
  public static final ReservedBits NONE = new ReservedBits(0);

  /** What this engine always supports: the fast extension and the extension protocol. */
  public static final ReservedBits SUPPORTED = new ReservedBits(FAST | EXTENDED);

  /** Returns these bits and the one that says: I run a DHT node (BEP 5). */
  public ReservedBits withDht() {
    return new ReservedBits(bits | DHT);
  }

  /** Returns the bits that both sides have set: what the two may use. */
  public ReservedBits sharedWith(ReservedBits other) {
    return new ReservedBits(bits & other.bits);
  }

  /** Returns whether the fast extension is supported (BEP 6). */
  public boolean fast() {
    return (bits & FAST) != 0;
  }

  /** Returns whether the extension protocol is supported (BEP 10). */
  public boolean extended() {
    return (bits & EXTENDED) != 0;
  }

  /** Returns whether the peer runs a DHT node (BEP 5). */
  public boolean dht() {
    return (bits & DHT) != 0;
  }

  /** Returns whether the peer can upgrade a hybrid torrent to version 2 (BEP 52). */
  public boolean v2() {
    return (bits & V2) != 0;
  }

  /** Returns the bits as 16 hexadecimal digits. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%016x", bits);
  }
}
