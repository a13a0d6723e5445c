package dev.sluice.storage;

import dev.sluice.actor.Sink;
import dev.sluice.metainfo.Info;
import java.nio.file.Path;
import java.util.Set;

/**
 * The disk as one torrent sees it before its files are known: the folders are chosen, what goes
 * into them is not. Any thread may call; no method waits.
 */
public interface TorrentDisk {
  /**
   * Opens the torrent's files. Nothing on disk is touched before the first command.
   *
   * @param skippedFiles indices of files not wanted; they are made only when a wanted piece reaches
   *     into them
   * @param events who is told what happened; told on lanes, which may have to wait
   */
  TorrentStorage open(Info info, Set<Integer> skippedFiles, Sink<StorageEvent> events);

  /** Returns the folder that the torrent's file or folder goes into. */
  Path directory();

  /** Returns where the metadata is kept of torrents that came without a .torrent file. */
  MetadataShelf shelf();
}
