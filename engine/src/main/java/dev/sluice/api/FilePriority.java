package dev.sluice.api;

/** How much a file of a torrent is wanted, from not at all upwards. */
public enum FilePriority {
  /** Not wanted: of it only what shares a piece with a wanted file is fetched. */
  SKIP,
  /** Wanted when nothing better can be had. */
  LOW,
  /** Wanted. */
  NORMAL,
  /** Wanted before the others. */
  HIGH
}
