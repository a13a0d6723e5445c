package dev.sluice.swarm;

/** What the user wants of a torrent. Owned by the torrent actor. */
final class Wishes {
  /** Whether it is to transfer, rather than to rest. */
  boolean toRun = true;

  /** Whether it is to leave nothing on disk when it ends. */
  boolean toDiscard;

  /** Whether every piece is to be checked again, as soon as that can begin. */
  boolean toCheck;
}
