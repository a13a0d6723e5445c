package dev.sluice.api;

import dev.sluice.model.InfoHash;
import java.nio.file.Path;

/** A wish for one torrent. */
public sealed interface AddRequest permits AddTorrent, AddMagnet {
  /** Returns the torrent's name between programs. */
  InfoHash infoHash();

  /** Returns the folder that the torrent's file or folder goes into. */
  Path directory();
}
