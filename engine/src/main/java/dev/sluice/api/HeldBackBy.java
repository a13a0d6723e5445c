package dev.sluice.api;

/**
 * What keeps a torrent from being faster, the strongest reason only. Of one that is complete it is
 * told what keeps it from giving more.
 */
public enum HeldBackBy {
  /** Nothing of ours: bytes go as fast as the connected peers give, or take. */
  NOTHING,
  /** This machine has no network: no interface that is up has an address that leads anywhere. */
  NO_NETWORK,
  /** No peer is connected. */
  NO_PEERS,
  /** Peers are connected and all of those with something for us choke us. */
  CHOKED,
  /** Peers let us ask, and have sent nothing for a minute. */
  SNUBBED,
  /** Peers are connected and none has a piece that we lack. */
  NOTHING_TO_REQUEST,
  /** The disk takes blocks more slowly than they come. */
  DISK,
  /** Peers are far away and take so few requests at a time that their lines run dry. */
  REQUEST_WINDOW,
  /** The user's limit on what is received. */
  DOWNLOAD_LIMIT,
  /** The user's limit on what is sent. */
  UPLOAD_LIMIT
}
