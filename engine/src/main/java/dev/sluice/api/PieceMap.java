package dev.sluice.api;

import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** All pieces of a torrent at one moment: how each stands and how many peers have it. Immutable. */
public final class PieceMap {
  private static final PieceState[] STATES = PieceState.values();

  /** Nobody looks at numbers beyond; they are shown as this. */
  private static final int MAX_COPIES = Byte.MAX_VALUE;

  private final byte[] states;
  private final byte[] copies;

  private PieceMap(byte[] states, byte[] copies) {
    this.states = states;
    this.copies = copies;
  }

  /** Returns the map of so many pieces, each asked for once. */
  public static PieceMap of(
      int pieceCount, IntFunction<PieceState> stateOf, IntUnaryOperator copiesOf) {
    byte[] states = new byte[pieceCount];
    byte[] copies = new byte[pieceCount];
    for (int i = 0; i < pieceCount; i++) {
      states[i] = (byte) stateOf.apply(i).ordinal();
      copies[i] = (byte) Math.min(MAX_COPIES, copiesOf.applyAsInt(i));
    }
    return new PieceMap(states, copies);
  }

  /** Returns how many pieces the torrent has. */
  public int pieceCount() {
    return states.length;
  }

  /** Returns how a piece stands. */
  public PieceState state(int pieceIndex) {
    return STATES[states[pieceIndex]];
  }

  /** Returns how many of the connected peers have a piece, 127 at most. */
  public int copies(int pieceIndex) {
    return copies[pieceIndex];
  }

  /** Returns how many pieces stand so. */
  public int count(PieceState state) {
    int count = 0;
    for (byte each : states) {
      count += each == state.ordinal() ? 1 : 0;
    }
    return count;
  }
}
