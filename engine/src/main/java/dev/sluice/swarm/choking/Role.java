package dev.sluice.swarm.choking;

/** What we are in the swarm, which decides whom we upload to. */
public enum Role {
  /** We want pieces: those who give get. */
  LEECHING,
  /** We only give: everybody gets a turn. */
  SEEDING
}
