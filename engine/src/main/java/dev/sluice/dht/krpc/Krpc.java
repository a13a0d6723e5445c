package dev.sluice.dht.krpc;

import dev.sluice.bencode.BencodeLimits;
import dev.sluice.model.Bep;

/** What a message may cost. */
@Bep({5, 32})
public final class Krpc {
  /** Longest message that is read: what one Ethernet frame carries; some answers need it. */
  public static final int MAX_RECEIVED_BYTES = 1_472;

  /** BEP 32: nodes must not send more. An item of 1,000 bytes with its signature alone may. */
  public static final int MAX_SENT_BYTES = 1_024;

  /** Ours have 4 bytes, those of others 2 to 8; it is sent back, so it must not be much. */
  public static final int MAX_TRANSACTION_BYTES = 32;

  /** Tokens are the other side's affair, and are sent back; libtorrent's have 4 bytes. */
  public static final int MAX_TOKEN_BYTES = 64;

  /** Nodes of one family that are read from one answer: twice the 8 that are due. */
  public static final int MAX_NODES = 16;

  /** Peers that are read from one answer: what fits into one. */
  public static final int MAX_PEERS = 200;

  /** Depth, values and length of a message; an item may hold a small structure. */
  static final BencodeLimits LIMITS = new BencodeLimits(24, 600, MAX_RECEIVED_BYTES);

  private Krpc() {}
}
