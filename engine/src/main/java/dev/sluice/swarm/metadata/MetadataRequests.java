package dev.sluice.swarm.metadata;

import dev.sluice.model.Bep;
import java.util.ArrayDeque;
import java.util.OptionalInt;

/**
 * The pieces of metadata that one peer has asked for and not been sent yet.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(9)
public final class MetadataRequests {
  /** Requests that may wait; Transmission allows as many. */
  static final int MAX_WAITING = 64;

  /** How often a peer may have everything: once, and what was lost or spoiled by others again. */
  static final int MAX_ROUNDS = 3;

  private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
  private int taken;

  /** Nothing was asked for yet. */
  public MetadataRequests() {}

  /**
   * Notes a request.
   *
   * @param pieceCount how many pieces there are
   * @return whether it will be served; else it is to be rejected: there is no such piece, or the
   *     peer asks too much
   */
  public boolean add(int piece, int pieceCount) {
    boolean isTooMuch = taken >= MAX_ROUNDS * pieceCount || waiting.size() >= MAX_WAITING;
    if (piece < 0 || piece >= pieceCount || isTooMuch) {
      return false;
    }
    taken++;
    return waiting.add(piece);
  }

  /** Takes the piece that is to be sent next. */
  public OptionalInt next() {
    Integer piece = waiting.poll();
    return piece == null ? OptionalInt.empty() : OptionalInt.of(piece);
  }
}
