package dev.sluice.swarm;

import dev.sluice.api.FilePriority;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.picking.PiecePicker;
import java.util.Random;

/**
 * The pieces that a torrent has verified, and what they leave to be wanted. It is known only
 * between the end of one look at the disk and the beginning of the next.
 *
 * <p>Owned by the torrent actor.
 */
final class HaveSet {
  private Selection selection;
  private final PieceSet pieces;
  private long bytesLeft;
  private long missingBytes;
  private boolean known;

  /** Nothing is known yet. */
  HaveSet(Selection selection) {
    this.selection = selection;
    this.pieces = new PieceSet(selection.pieceCount());
    this.bytesLeft = selection.wantedBytes();
    this.missingBytes = selection.totalBytes();
  }

  /** Adds a piece; returns whether it was not there before. */
  boolean add(int pieceIndex) {
    boolean isNew = pieces.add(pieceIndex);
    if (isNew) {
      bytesLeft -= selection.wantedBytes(pieceIndex);
      missingBytes -= selection.pieceBytes(pieceIndex);
    }
    return isNew;
  }

  void addAll(PieceSet more) {
    for (int i = more.next(0); i >= 0; i = more.next(i + 1)) {
      add(i);
    }
  }

  /** A file is wanted so much from now on. */
  void prioritise(int fileIndex, FilePriority priority) {
    selection = selection.with(fileIndex, priority);
    bytesLeft = selection.wantedBytes();
    for (int i = pieces.next(0); i >= 0; i = pieces.next(i + 1)) {
      bytesLeft -= selection.wantedBytes(i);
    }
  }

  /** Returns how much a file is wanted. */
  FilePriority priority(int fileIndex) {
    return selection.priority(fileIndex);
  }

  /** What is on disk is to be found out anew. */
  void forget() {
    known = false;
    for (int i = pieces.next(0); i >= 0; i = pieces.next(i + 1)) {
      pieces.remove(i);
    }
    bytesLeft = selection.wantedBytes();
    missingBytes = selection.totalBytes();
  }

  /** It has been found out. */
  void becomeKnown() {
    known = true;
  }

  /** Returns whether these are the pieces on disk: not while files are inspected or checked. */
  boolean isKnown() {
    return known;
  }

  /** Returns whether everything wanted is here. */
  boolean isComplete() {
    return bytesLeft == 0;
  }

  /** Returns how many wanted bytes are missing, counted in whole pieces. */
  long bytesLeft() {
    return bytesLeft;
  }

  /** Returns how many bytes are missing, wanted or not. */
  long missingBytes() {
    return missingBytes;
  }

  /** Returns how many wanted bytes there are, here or missing, counted in whole pieces. */
  long wantedBytes() {
    return selection.wantedBytes();
  }

  /** Returns the live set, only to be read. */
  PieceSet pieces() {
    return pieces;
  }

  /** Returns a picker of what is missing and wanted. */
  PiecePicker picker(Random random) {
    return selection.picker(pieces, random);
  }

  /** Tells a picker that was made here how much each piece is wanted now. */
  void instruct(PiecePicker picker) {
    selection.instruct(picker);
  }
}
