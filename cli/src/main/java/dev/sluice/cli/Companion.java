package dev.sluice.cli;

import dev.sluice.api.TorrentClient;
import dev.sluice.cli.report.Report;
import dev.sluice.metainfo.Metainfo;
import java.util.function.Predicate;

/** Something that goes on beside a transfer for as long as it lasts. Owned by the main thread. */
interface Companion extends AutoCloseable {
  /** Nothing. */
  Companion NONE =
      new Companion() {
        @Override
        public void onKnown(Metainfo torrent, Predicate<Integer> files, Report report) {}

        @Override
        public void onLook(Report report) {}

        @Override
        public void close() {}
      };

  /** Starts one. */
  @FunctionalInterface
  interface Factory {
    /**
     * Returns what goes on beside.
     *
     * @param client in which no torrent is yet
     * @param inbox ends the transfer
     * @throws CommandFailure if it cannot
     */
    Companion start(TorrentClient client, Inbox inbox) throws CommandFailure;
  }

  /**
   * A torrent has been added, and is known: at once, or when its metadata is here.
   *
   * @param files which of its files are wanted, asked with each file's index
   */
  void onKnown(Metainfo torrent, Predicate<Integer> files, Report report);

  /** Time has passed; called about four times a second. */
  void onLook(Report report);

  @Override
  void close();
}
