package dev.sluice.cli;

import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.InfoOptions;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.TorrentCreator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Makes torrents of what is on disk. */
interface InfoMaker {
  /**
   * Looks at a file, or at all files of a folder, without reading them.
   *
   * @throws IOException if something cannot be looked at; the message names it and why
   * @throws MetainfoException if no torrent can be made of it; the message says why
   */
  Surveyed survey(Path content, InfoOptions options) throws IOException, MetainfoException;

  /** Files that are about to become a torrent. */
  interface Surveyed {
    /** Returns how they fall into pieces. */
    TorrentCreator plan();

    /** Returns what is left out: links and devices. */
    List<Path> skipped();

    /**
     * Reads and hashes them on all cores. Changes nothing on disk, and ends soon when the calling
     * thread is interrupted.
     *
     * @param onProgress told now and then how many bytes are hashed, on the calling thread
     * @throws IOException if a file cannot be read or has changed; the message names it and why
     */
    Info hash(LongConsumer onProgress) throws IOException, InterruptedException;
  }
}
