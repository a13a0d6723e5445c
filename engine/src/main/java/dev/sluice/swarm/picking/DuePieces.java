package dev.sluice.swarm.picking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The pieces that somebody needs by a certain time, the soonest first: a snapshot.
 *
 * <p>Immutable.
 */
public final class DuePieces {
  /** Nothing is due, and nobody reads. */
  public static final DuePieces NONE = new DuePieces(List.of(), false);

  private final List<DuePiece> soonestFirst;
  private final boolean isWatched;

  private DuePieces(List<DuePiece> soonestFirst, boolean isWatched) {
    this.soonestFirst = soonestFirst;
    this.isWatched = isWatched;
  }

  /**
   * One of them.
   *
   * @param index the piece
   * @param deadlineNanos when it is needed, by the torrent's clock; in the past if somebody waits
   */
  public record DuePiece(int index, long deadlineNanos) {}

  /**
   * Orders pieces by their deadlines; somebody reads, even if none is due now.
   *
   * @param deadlinesNanos a deadline for each piece
   */
  public static DuePieces of(Map<Integer, Long> deadlinesNanos, long nowNanos) {
    List<DuePiece> pieces = new ArrayList<>(deadlinesNanos.size());
    deadlinesNanos.forEach((index, nanos) -> pieces.add(new DuePiece(index, nanos)));
    pieces.sort(
        Comparator.<DuePiece>comparingLong(piece -> piece.deadlineNanos() - nowNanos)
            .thenComparingInt(DuePiece::index));
    return new DuePieces(List.copyOf(pieces), true);
  }

  /** Returns them, the soonest first. */
  public List<DuePiece> soonestFirst() {
    return soonestFirst;
  }

  /** Returns whether somebody reads, who may need something else any moment. */
  public boolean isWatched() {
    return isWatched;
  }

  /** Returns whether nothing is due. */
  public boolean isEmpty() {
    return soonestFirst.isEmpty();
  }

  /** Returns whether the piece is needed by {@code nanos}, or earlier. */
  public boolean isDueBy(int pieceIndex, long nanos) {
    for (int i = 0; i < soonestFirst.size(); i++) {
      DuePiece piece = soonestFirst.get(i);
      if (piece.deadlineNanos() - nanos > 0) {
        return false;
      }
      if (piece.index() == pieceIndex) {
        return true;
      }
    }
    return false;
  }
}
