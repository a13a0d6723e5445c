package dev.sluice.wire.extension;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;

/**
 * A peer that somebody says to be connected to, and what it says about it. Hearsay.
 *
 * @param address where the peer listens
 * @param flags one byte; the questions below read it, other bits mean nothing
 */
@Bep(11)
public record PexPeer(PeerAddress address, int flags) {
  /** The flag: prefers encryption. */
  public static final int PREFERS_ENCRYPTION = 0x01;

  /** The flag: wants to download nothing. */
  public static final int UPLOAD_ONLY = 0x02;

  /** The flag: speaks uTP. */
  public static final int SUPPORTS_UTP = 0x04;

  /** The flag: supports the holepunch extension. */
  public static final int SUPPORTS_HOLEPUNCH = 0x08;

  /** The flag: the sender connected to it, so it can be reached. */
  public static final int REACHABLE = 0x10;

  /** Returns whether the flag, one of the constants above, is set. */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
