package dev.sluice.swarm;

/** What the user wants of a torrent. Owned by the torrent actor. */
final class Wishes {
  /** Whether it is to transfer, rather than to rest. */
  boolean toRun = true;

  /** Whether every piece is to be checked again, as soon as that can begin. */
  boolean toCheck;
}
