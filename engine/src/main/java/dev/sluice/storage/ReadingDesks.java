package dev.sluice.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * The desks of a session, and whether it is worth going to them. Any thread may call.
 *
 * <p>There are fewer desks than processors, so that a disk that does not answer leaves a processor
 * to the threads that have nothing to do with it.
 */
final class ReadingDesks {
  private final ReadPace pace = new ReadPace();
  private final List<ReadingDesk> desks;

  private ReadingDesks(List<ReadingDesk> desks) {
    this.desks = List.copyOf(desks);
  }

  /** Returns no desks at all: lanes do everything. */
  static ReadingDesks none() {
    return new ReadingDesks(List.of());
  }

  /**
   * Makes desks.
   *
   * @param count 0 or more
   * @param maxOpenFiles of all together; each keeps one at least
   */
  static ReadingDesks of(int count, int maxOpenFiles) {
    List<ReadingDesk> desks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      desks.add(new ReadingDesk(Math.max(1, maxOpenFiles / count)));
    }
    return new ReadingDesks(desks);
  }

  /** Returns whether a read now is likely to find its bytes in memory. */
  boolean isQuick() {
    return pace.isQuick();
  }

  /** A read of an upload took so long, wherever it was done. */
  void took(long nanos) {
    pace.took(nanos);
  }

  /** Reads at the first free desk, as {@link ReadingDesk#tryRead} does; false if there is none. */
  boolean tryRead(TorrentFiles torrent, ReadingDesk.Reading reading)
      throws StorageException, InterruptedException {
    for (ReadingDesk desk : desks) {
      if (desk.tryRead(torrent, reading)) {
        return true;
      }
    }
    return false;
  }

  /** Closes the torrent's files, but for those that somebody reads just now. */
  void closeAll(TorrentFiles torrent) {
    for (ReadingDesk desk : desks) {
      desk.closeAll(torrent);
    }
  }
}
