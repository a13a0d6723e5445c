package dev.sluice.swarm.picking;

/** How a peer is served when it looks for work. */
public enum Manner {
  /** Helps to finish the pieces that were started, whoever started them: for all but fast peers. */
  SHARING,
  /**
   * Keeps to pieces of its own while it can, so that they are done soon and lie in order on disk:
   * for peers that give a piece within seconds.
   */
  WHOLE_PIECES,
  /**
   * Owes us data for long: starts the commonest piece instead of the rarest, so that a rare one
   * does not wait for it, and takes no part in the end game.
   */
  SNUBBED,
  /**
   * Gave blocks of a piece that failed, as others did: gets pieces to itself, so that the next
   * failure names the culprit. It shares only when there is nothing else it could give.
   */
  ON_PAROLE
}
