package dev.sluice.api;

import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;

/** Something that happened to a torrent. */
public sealed interface TorrentEvent {
  /** Returns the torrent it happened to. */
  InfoHash torrent();

  /** The torrent's state changed. */
  record StateChanged(InfoHash torrent, TorrentState state) implements TorrentEvent {}

  /** Peers have told what the torrent consists of; sent once, before its files are looked at. */
  record MetadataReceived(InfoHash torrent, Metainfo metainfo) implements TorrentEvent {}

  /** A piece was verified and is on disk. */
  record PieceCompleted(InfoHash torrent, int pieceIndex) implements TorrentEvent {}

  /** A piece had a wrong hash and is fetched again. */
  record PieceRejected(InfoHash torrent, int pieceIndex) implements TorrentEvent {}

  /**
   * Everything wanted is here and verified; sent once, also when it was so from the start, and once
   * more after {@link TorrentClient#verify}.
   */
  record Completed(InfoHash torrent) implements TorrentEvent {}

  /** The torrent stopped; {@code problem} says what, which file or host, and what to do. */
  record Failed(InfoHash torrent, String problem) implements TorrentEvent {}

  /** A tracker answered badly or warned; the torrent goes on. */
  record TrackerTrouble(InfoHash torrent, String url, String problem) implements TorrentEvent {}

  /** The torrent has been closed or removed; its last event. */
  record Removed(InfoHash torrent) implements TorrentEvent {}
}
