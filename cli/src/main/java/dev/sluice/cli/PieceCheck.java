package dev.sluice.cli;

import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.PieceSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Hashes what is on disk. */
interface PieceCheck {
  /**
   * Reads and hashes every piece, on all cores; missing or short files are wrong pieces, no
   * failure. Changes nothing on disk, and ends soon when the calling thread is interrupted.
   *
   * @param torrent says which digests are right
   * @param directory the folder that the torrent's file or folder is in
   * @param onProgress told now and then how many pieces are checked, on any one thread at a time
   * @return the pieces that are right
   * @throws IOException if a file is there and cannot be read; the message names it and why
   */
  PieceSet check(Metainfo torrent, Path directory, IntConsumer onProgress)
      throws IOException, InterruptedException;
}
