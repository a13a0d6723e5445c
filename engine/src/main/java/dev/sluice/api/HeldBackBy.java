package dev.sluice.api;

/** What keeps a download from being faster, the strongest reason only. */
public enum HeldBackBy {
  /** Nothing: bytes come as fast as the connected peers send. */
  NOTHING,
  /** No peer is connected. */
  NO_PEERS,
  /** Peers are connected and all of them choke us. */
  CHOKED,
  /** Peers are connected and none has a piece that we lack. */
  NOTHING_TO_REQUEST,
  /** The disk takes blocks more slowly than they come. */
  DISK,
  /** The download limit. */
  RATE_LIMIT
}
