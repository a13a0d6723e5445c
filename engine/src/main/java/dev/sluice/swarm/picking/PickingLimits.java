package dev.sluice.swarm.picking;

import dev.sluice.model.PieceGeometry;

/**
 * How much may be begun and not verified at one time, and how often a block may be asked for.
 *
 * <p>A piece counts from its first request until it is verified. Many pieces begun are many that a
 * kill loses and few that can be passed on; too few leave fast peers without work. The number that
 * matters is bytes where pieces are very small or very large, and pieces in between.
 *
 * @param maxPieces pieces in flight, at least 1
 * @param minBytes small pieces may exceed {@code maxPieces} until this much is in flight
 * @param maxBytes large pieces must stay under {@code maxPieces} to keep to this, at least 1
 * @param maxAskersPerBlock peers that one block is asked from at a time, at least 1
 * @param maxEndGameRequests requests up to which a peer is given busy blocks in the end game
 */
public record PickingLimits(
    int maxPieces, int minBytes, int maxBytes, int maxAskersPerBlock, int maxEndGameRequests) {

  /**
   * What a client uses if nobody says otherwise.
   *
   * <p>20 pieces: founding notes. At least 8 MiB: a window of 500 blocks, the most that one peer is
   * asked for at once, even in pieces of one block. At most 64 MiB: four pieces of 16 MiB. Three
   * askers and eight requests are guesses: a block that two slow peers owe can still go to a fast
   * one, and what a stolen block wastes stays under a megabyte in a swarm of eight fast peers.
   */
  public static final PickingLimits DEFAULT =
      new PickingLimits(20, 8 * 1024 * 1024, 64 * 1024 * 1024, 3, 8);

  /**
   * How far peers that would be idle may exceed the bound: in a young swarm everybody has different
   * pieces, and one that has none of those begun must not wait for the others. A guess.
   */
  private static final int IDLE_FACTOR = 4;

  /** Two, so that one can be checked while the other arrives. */
  private static final int FEWEST_PIECES = 2;

  public PickingLimits {
    if (maxPieces < 1
        || minBytes < 0
        || maxBytes < 1
        || maxAskersPerBlock < 1
        || maxEndGameRequests < 0) {
      throw new IllegalArgumentException("limits that let nothing through");
    }
  }

  /** Returns how many pieces of this torrent may be in flight. */
  public int piecesInFlight(PieceGeometry geometry) {
    int floor = Math.ceilDiv(minBytes, geometry.pieceBytes());
    int ceiling = Math.max(FEWEST_PIECES, maxBytes / geometry.pieceBytes());
    return Math.max(floor, Math.min(maxPieces, ceiling));
  }

  /** Returns how many may be in flight so that a peer that would be idle can begin another. */
  public int piecesInFlightForIdle(PieceGeometry geometry) {
    return Math.multiplyExact(IDLE_FACTOR, piecesInFlight(geometry));
  }
}
