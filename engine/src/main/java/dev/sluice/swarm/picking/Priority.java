package dev.sluice.swarm.picking;

/** How much a piece is wanted, from not at all upwards. */
public enum Priority {
  /** Not wanted: never asked for. */
  SKIP,
  /** Wanted when nothing better can be had. */
  LOW,
  /** Wanted. */
  NORMAL,
  /** Wanted before the others. */
  HIGH
}
