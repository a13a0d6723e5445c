package dev.sluice.cli.report;

import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentView;
import java.time.Duration;
import java.util.List;

/**
 * Somebody who is told how a download goes, from its start to its end.
 *
 * <p>Called by one thread. A failure to print is no reason to stop a download, so none is thrown.
 */
public interface Report extends AutoCloseable {
  /**
   * A torrent has been added of which only its info-hash is known; {@link #started} follows when
   * peers have told more. It is called as its link calls it, wants 0 bytes, and its target is the
   * download folder.
   */
  void fetching(StartedTorrent torrent);

  /** A torrent has been added, or it has become known what a link leads to. */
  void started(StartedTorrent torrent);

  /**
   * Something happened on the way. {@link TorrentEvent.MetadataReceived}, {@link
   * TorrentEvent.Completed} and {@link TorrentEvent.Failed} never come here but as {@link
   * #started}, {@link #completed} and {@link #failed}.
   */
  void happened(StartedTorrent torrent, TorrentEvent event);

  /** Time has passed; called about four times a second with the view of every torrent. */
  void progressed(List<TorrentView> torrents, long nowNanos);

  /** Everything wanted of a torrent is here and verified; called once for each. */
  void completed(StartedTorrent torrent, Duration took);

  /** A torrent stopped for a reason that {@code problem} names; called once for each. */
  void failed(StartedTorrent torrent, String problem);

  /**
   * A torrent waits for its disk, for the reason that {@code problem} names; it goes on by itself
   * when that is mended, which is {@link #noted}.
   */
  default void suspended(StartedTorrent torrent, String problem) {
    noted(torrent.name() + ": suspended: " + problem + "; it then goes on by itself");
  }

  /** Something worth knowing that is no failure, in one sentence. */
  void noted(String sentence);

  /** The user wants it to end; the command stops within a moment. */
  void interrupted();

  /** Nothing more will be told; what was drawn is left as it is. */
  @Override
  void close();
}
