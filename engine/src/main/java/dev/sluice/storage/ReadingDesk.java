package dev.sluice.storage;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A place where one thread at a time reads for an upload by itself, without a lane, from files that
 * are open here and nowhere else.
 *
 * <p>Nobody waits for a desk: who finds it taken, goes to a lane. Whoever comes last closes what a
 * torrent has open here, be it the reader or the one who closes the torrent. Any thread may call.
 */
final class ReadingDesk {
  private final ReentrantLock taken = new ReentrantLock();
  private final OpenFiles openFiles;

  ReadingDesk(int maxOpenFiles) {
    this.openFiles = new OpenFiles(maxOpenFiles);
  }

  /** Something to read with the desk's files. */
  @FunctionalInterface
  interface Reading {
    void read(OpenFiles openFiles) throws StorageException;
  }

  /**
   * Reads if the desk is free.
   *
   * @param torrent whose files are read
   * @return false if somebody else has the desk; nothing was read then
   * @throws InterruptedException if the caller is told to stop; the system then closes the file
   *     that is being read, which is opened again when it is needed next
   */
  boolean tryRead(TorrentFiles torrent, Reading reading)
      throws StorageException, InterruptedException {
    if (!taken.tryLock()) {
      return false;
    }
    try {
      reading.read(openFiles);
      return true;
    } catch (StorageException e) {
      openFiles.closeAll(torrent);
      if (Thread.interrupted()) {
        throw new InterruptedException("told to stop while reading");
      }
      throw e;
    } finally {
      taken.unlock();
    }
  }

  /** Closes the torrent's files unless somebody reads, who then has to call this afterwards. */
  void closeAll(TorrentFiles torrent) {
    if (taken.tryLock()) {
      try {
        openFiles.closeAll(torrent);
      } finally {
        taken.unlock();
      }
    }
  }
}
