package dev.sluice.storage;

import dev.sluice.model.BlockPrints;
import dev.sluice.model.PieceSet;

/** What happened on disk, told to the torrent actor. */
public sealed interface StorageEvent {
  /**
   * The answer to {@link TorrentStorage#inspect}. A piece in neither set is not on disk.
   *
   * @param trusted pieces that the resume data claims and that no file's size or time contradicts
   * @param unsure pieces whose files hold data that must be checked before it is believed
   * @param uploadedBytes as last saved, 0 without resume data
   * @param downloadedBytes as last saved, 0 without resume data
   */
  record Inspected(PieceSet trusted, PieceSet unsure, long uploadedBytes, long downloadedBytes)
      implements StorageEvent {}

  /**
   * What the resume data claims, told before a {@link Failed} that leaves it open whether that is
   * still so: the volume is not there.
   */
  record Remembered(PieceSet have) implements StorageEvent {}

  /** A check has come this far; {@code checkedBytes} of the bytes asked for. */
  record CheckProgressed(long checkedBytes) implements StorageEvent {}

  /** A check is done; {@code have} are those of the checked pieces whose hash matched. */
  record CheckFinished(PieceSet have) implements StorageEvent {}

  /**
   * The answer to {@link TorrentStorage#measureRoom}.
   *
   * @param usableBytes what can still be written; 0 if the disk does not say
   */
  record RoomMeasured(long usableBytes) implements StorageEvent {}

  /**
   * The answer to {@link TorrentStorage#tryOut}.
   *
   * @param works whether it is worth going on
   */
  record TriedOut(boolean works) implements StorageEvent {}

  /** Preparing fills files with zeros and has come this far. */
  record Filled(long filledBytes, long totalBytes) implements StorageEvent {}

  /** Files stand ready to be written. */
  record Prepared() implements StorageEvent {}

  /** The piece is on disk and its hash matches. */
  record PieceVerified(int pieceIndex) implements StorageEvent {}

  /**
   * The piece was complete and its hash does not match; its blocks are expected anew.
   *
   * @param prints of the blocks as they were
   */
  record PieceCorrupt(int pieceIndex, BlockPrints prints) implements StorageEvent {}

  /** The answer to {@link TorrentStorage#fingerprint}. */
  record Fingerprinted(int pieceIndex, BlockPrints prints) implements StorageEvent {}

  /** Resume data is on disk. */
  record Saved() implements StorageEvent {}

  /**
   * The environment said no; writes are dropped until {@link TorrentStorage#prepare} succeeds. The
   * blocks of every piece not verified by then are expected anew. Of several refused blocks only
   * the first is told; a refused command always is.
   */
  record Failed(StorageFailure failure) implements StorageEvent {}

  /** The files are closed. */
  record Closed() implements StorageEvent {}
}
