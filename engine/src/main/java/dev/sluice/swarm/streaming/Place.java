package dev.sluice.swarm.streaming;

/**
 * Where a file is read: what the reader wants to see who opened or jumped last. It is remembered
 * when that reader has gone, since many players ask anew for every few megabytes.
 *
 * @param reader who that is
 * @param begin where it went
 * @param position where it has come to since
 */
record Place(ReaderKey reader, long begin, long position) {
  /**
   * Returns the place after a move of a reader, which makes it the place if it is a jump:
   * backwards, or further than the next piece.
   */
  static Place after(Place before, ReaderKey reader, long from, long to, long pieceBytes) {
    boolean isJump = to < from || to - from > 2 * pieceBytes;
    if (isJump) {
      return new Place(reader, to, to);
    }
    return reader.equals(before.reader()) ? new Place(reader, before.begin(), to) : before;
  }
}
