package dev.sluice.wire.extension;

import dev.sluice.model.Bep;
import java.util.Optional;

/**
 * An extension that we know, by the name that both sides agree on.
 *
 * <p>Each side chooses the numbers that stand in the messages sent <em>to</em> it; ours are the
 * same for every peer.
 */
@Bep(10)
public enum Extension {
  /** Pieces of the info dictionary (BEP 9). */
  UT_METADATA("ut_metadata", 1),
  /** Peers that the sender is connected to (BEP 11). */
  UT_PEX("ut_pex", 2),
  /** A piece that the sender no longer has (BEP 54). */
  LT_DONTHAVE("lt_donthave", 3),
  /** Help to connect two peers that both sit behind a NAT (BEP 55). */
  UT_HOLEPUNCH("ut_holepunch", 4);

  /** The extended id of the extension handshake itself. */
  public static final int HANDSHAKE_ID = 0;

  private final String wireName;
  private final int localId;

  Extension(String wireName, int localId) {
    this.wireName = wireName;
    this.localId = localId;
  }

  /** Returns the name under {@code m} in the handshake. */
  public String wireName() {
    return wireName;
  }

  /** Returns the extended id by which we ask peers to send it to us, from 1. */
  public int localId() {
    return localId;
  }

  /** Returns the extension of a message that a peer sent to us; empty if we offered no such. */
  public static Optional<Extension> ofLocalId(int extendedId) {
    for (Extension extension : values()) {
      if (extension.localId == extendedId) {
        return Optional.of(extension);
      }
    }
    return Optional.empty();
  }
}
