package dev.sluice.model;

/** What a {@link Probe} is told. */
public sealed interface ProbeEvent {
  /**
   * A piece is right, and all its bytes are written.
   *
   * @param pieceIndex from 0
   */
  record PieceVerified(InfoHash torrent, int pieceIndex) implements ProbeEvent {}

  /**
   * Blocks were handed to the system together.
   *
   * @param blocks at least 1
   * @param nanos how long that took
   */
  record DiskWritten(InfoHash torrent, int blocks, long nanos) implements ProbeEvent {}

  /**
   * It was decided who is uploaded to.
   *
   * @param peers connected
   * @param interested of them, who want something
   * @param unchoked who may ask from now on and might not before
   * @param choked the other way round
   */
  record ChokeRound(InfoHash torrent, int peers, int interested, int unchoked, int choked)
      implements ProbeEvent {}

  /**
   * A peer has not sent in time what it was asked for; others are asked now.
   *
   * @param blocks at least 1
   */
  record RequestTimedOut(InfoHash torrent, PeerAddress peer, int blocks) implements ProbeEvent {}

  /**
   * A connection could not read on because all block buffers were waiting for the disk.
   *
   * @param nanos how long it waited
   */
  record ReaderStalled(long nanos) implements ProbeEvent {}
}
