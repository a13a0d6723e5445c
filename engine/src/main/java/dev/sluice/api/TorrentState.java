package dev.sluice.api;

/** What a torrent is doing, in one word. */
public enum TorrentState {
  /** Only its info-hash is known; its metadata is being fetched from peers. */
  FETCHING_METADATA,
  /** Files on disk are being hashed. */
  CHECKING,
  /**
   * Files are being filled with zeros before anything is fetched, as on cards whose file system
   * keeps no holes.
   */
  PREPARING,
  /** Pieces are missing and being fetched. */
  DOWNLOADING,
  /** Everything wanted is here and verified. */
  SEEDING,
  /** Stopped by the user. */
  PAUSED,
  /** Stopped by a failure that {@link TorrentView#problem} names. */
  FAILED,
  /** Being closed or removed. */
  STOPPING
}
