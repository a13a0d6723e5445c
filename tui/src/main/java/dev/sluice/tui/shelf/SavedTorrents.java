package dev.sluice.tui.shelf;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddRequest;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.RateLimits;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A folder with one small file for each torrent of the session, and beside it the torrent itself
 * where it came as a file:
 *
 * <pre>
 *   6b52d0cbc2ad....session    name, folder, whether it rests
 *   6b52d0cbc2ad....torrent    what a .torrent file says
 * </pre>
 *
 * A file is replaced at once or not at all, so that a kill at any moment loses at most the change
 * it interrupts. One program at a time has the folder.
 *
 * <p>Owned by the thread of the errands.
 */
public final class SavedTorrents implements AutoCloseable {
  private static final String ENTRY = ".session";
  private static final String TORRENT = ".torrent";

  private final Path folder;
  private final FileChannel lockFile;
  private final Map<InfoHash, SavedTorrent> torrents = new LinkedHashMap<>();

  /** A change to what is kept of one torrent. */
  @FunctionalInterface
  public interface Change extends UnaryOperator<SavedTorrent> {}

  private SavedTorrents(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Opens a folder, which is made if need be. Entries that cannot be read are left alone.
   *
   * @throws IOException if it cannot be used, or another program has it; its message is a sentence
   */
  public static SavedTorrents open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    SavedTorrents saved = new SavedTorrents(folder, lockFile);
    try {
      if (!isLocked(lockFile)) {
        throw new IOException(
            folder + ": another sluice has this session; leave it, or name another with --state");
      }
      saved.load();
      return saved;
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false; // this very process has it
    }
  }

  private void load() throws IOException {
    List<SavedTorrent> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENTRY)) {
      for (Path file : files) {
        Entry.read(file).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparingLong(SavedTorrent::addedMillis));
    found.forEach(each -> torrents.put(each.infoHash(), each));
  }

  /** Returns what is kept, in the order it was added. */
  public List<SavedTorrent> all() {
    return List.copyOf(torrents.values());
  }

  /** Keeps a torrent from now on. */
  public void add(AddRequest request, Instant added) throws IOException {
    InfoHash infoHash = request.infoHash();
    SavedTorrent torrent =
        switch (request) {
          case AddTorrent(Metainfo metainfo, _, _, _, _, _) -> {
            Path copy = folder.resolve(infoHash.toHex() + TORRENT);
            replace(copy, metainfo.encode());
            yield saved(request, metainfo.info().name(), copy.toString(), added);
          }
          case AddMagnet magnet ->
              saved(request, magnet.link().name(), magnet.link().toString(), added);
        };
    keep(torrent);
  }

  private static SavedTorrent saved(AddRequest request, String name, String source, Instant added) {
    return new SavedTorrent(
        request.infoHash(),
        name.isEmpty() ? request.infoHash().toHex() : name,
        source,
        request.directory(),
        false,
        RateLimits.NONE,
        Map.of(),
        added.toEpochMilli());
  }

  /** Keeps the metadata of a torrent that came as a link, so that it is known from the start. */
  public void learn(Metainfo metainfo) throws IOException {
    Path copy = folder.resolve(metainfo.infoHash().toHex() + TORRENT);
    if (torrents.containsKey(metainfo.infoHash()) && !Files.exists(copy)) {
      replace(copy, metainfo.encode());
      change(metainfo.infoHash(), torrent -> torrent.from(copy.toString()));
    }
  }

  /** Changes what is kept of a torrent; without effect on one that is not. */
  public void change(InfoHash infoHash, Change change) throws IOException {
    SavedTorrent torrent = torrents.get(infoHash);
    if (torrent != null) {
      keep(change.apply(torrent));
    }
  }

  private void keep(SavedTorrent torrent) throws IOException {
    torrents.put(torrent.infoHash(), torrent);
    replace(folder.resolve(torrent.infoHash().toHex() + ENTRY), Entry.bytes(torrent));
  }

  /** Forgets a torrent. */
  public void remove(InfoHash infoHash) throws IOException {
    torrents.remove(infoHash);
    Files.deleteIfExists(folder.resolve(infoHash.toHex() + ENTRY));
    Files.deleteIfExists(folder.resolve(infoHash.toHex() + TORRENT));
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.write(whole, content);
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
