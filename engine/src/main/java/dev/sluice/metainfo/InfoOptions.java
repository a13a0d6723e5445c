package dev.sluice.metainfo;

import java.util.OptionalInt;

/**
 * What a new torrent's info dictionary says beside its files. Each of them changes the info-hash.
 *
 * @param pieceBytes the piece length; empty leaves the choice to {@link TorrentCreator}
 * @param isPrivate whether peers may come from the trackers alone (BEP 27)
 * @param source a mark by which trackers make an info-hash their own; empty for none
 * @param isPadded whether each file begins with a piece of its own (BEP 47)
 */
public record InfoOptions(
    OptionalInt pieceBytes, boolean isPrivate, String source, boolean isPadded) {
  /** Everything as usual. */
  public static final InfoOptions DEFAULT = new InfoOptions(OptionalInt.empty(), false, "", false);

  /** Returns these options with pieces of {@code bytes}. */
  public InfoOptions withPieceBytes(int bytes) {
    return new InfoOptions(OptionalInt.of(bytes), isPrivate, source, isPadded);
  }

  /** Returns these options for a private torrent. */
  public InfoOptions asPrivate() {
    return new InfoOptions(pieceBytes, true, source, isPadded);
  }

  /** Returns these options with a mark of its origin. */
  public InfoOptions withSource(String mark) {
    return new InfoOptions(pieceBytes, isPrivate, mark, isPadded);
  }

  /** Returns these options with padding between the files. */
  public InfoOptions padded() {
    return new InfoOptions(pieceBytes, isPrivate, source, true);
  }
}
