package dev.sluice.cli.report;

import dev.sluice.api.TorrentView;

/** Says in words how far the metadata of a torrent is. */
public final class MetadataWords {
  private MetadataWords() {}

  /** Returns {@code metadata 12 of 34 pieces, 3 peers}, or why there is none. */
  public static String of(TorrentView torrent) {
    String peers = Amounts.count(torrent.peers().size(), "peer");
    String holdUp = HoldUp.words(torrent);
    return "metadata " + pieces(torrent) + ", " + (holdUp.isEmpty() ? peers : holdUp);
  }

  /** Returns {@code 12 of 34 pieces}, or that nobody has told how many there are. */
  static String pieces(TorrentView torrent) {
    return torrent
        .metadata()
        .map(metadata ->
            metadata.receivedPieces() + " of " + Amounts.count(metadata.pieceCount(), "piece"))
        .orElse("not found yet");
  }

  /** Returns how much of it is here, 0 to 1. */
  static double fraction(TorrentView torrent) {
    return torrent
        .metadata()
        .map(metadata -> (double) metadata.receivedPieces() / metadata.pieceCount())
        .orElse(0.0);
  }
}
