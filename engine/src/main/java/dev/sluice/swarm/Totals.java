package dev.sluice.swarm;

/** Payload bytes counted by a torrent. Owned by the torrent actor. */
final class Totals {
  /** Sent in all sessions. */
  long uploadedBytes;

  /** Received in all sessions, in vain or not. */
  long downloadedBytes;

  /** Received in vain in this session: duplicates, blocks not asked for, corrupt pieces. */
  long wastedBytes;
}
