package dev.sluice.storage;

import dev.sluice.storage.Folder.Access;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that one lane keeps open, over all torrents; the one not used for longest is closed
 * when there are too many. Owned by its lane.
 */
final class OpenFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

  private final Map<Key, Handle> handles = new LinkedHashMap<>(16, 0.75f, true);
  private final int limit;

  /** Keeps at most {@code limit} files open, at least 1. */
  OpenFiles(int limit) {
    this.limit = limit;
  }

  /**
   * Returns the file, opened if need be. It stays open until the next call at least.
   *
   * @throws StorageException if it cannot be opened
   */
  OpenFile open(TorrentFiles torrent, int fileIndex, Access access) throws StorageException {
    Key key = new Key(torrent, fileIndex);
    Handle handle = handles.get(key);
    if (handle != null && handle.allows(access)) {
      return handle.file;
    }
    if (handle != null) {
      handles.remove(key);
      closeQuietly(handle);
    }
    makeRoom();
    OpenFile file = torrent.open(fileIndex, access);
    handles.put(key, new Handle(file, access));
    return file;
  }

  /** Closes the files of a torrent. */
  void closeAll(TorrentFiles torrent) {
    Iterator<Map.Entry<Key, Handle>> entries = handles.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Key, Handle> entry = entries.next();
      if (entry.getKey().torrent == torrent) {
        entries.remove();
        closeQuietly(entry.getValue());
      }
    }
  }

  /** Returns how many files are open. */
  int size() {
    return handles.size();
  }

  private void makeRoom() {
    if (handles.size() >= limit) {
      Iterator<Handle> eldest = handles.values().iterator();
      Handle handle = eldest.next();
      eldest.remove();
      closeQuietly(handle);
    }
  }

  private static void closeQuietly(Handle handle) {
    try {
      handle.file.close();
    } catch (IOException e) {
      // What was written is forced and checked elsewhere; a close adds nothing to that.
      LOG.debug("Closing a file failed: {}", e.toString());
    }
  }

  private record Key(TorrentFiles torrent, int fileIndex) {}

  private record Handle(OpenFile file, Access access) {
    boolean allows(Access wanted) {
      return access == Access.WRITE || wanted == Access.READ;
    }
  }
}
