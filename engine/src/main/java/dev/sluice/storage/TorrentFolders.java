package dev.sluice.storage;

/** Where a torrent's files and state go, resolved on their volumes. Immutable; any thread. */
public final class TorrentFolders {
  private final Folder downloads;
  private final Folder state;

  TorrentFolders(Folder downloads, Folder state) {
    this.downloads = downloads;
    this.state = state;
  }

  /** Returns the folder that the torrent's own folder or file comes below. */
  Folder downloads() {
    return downloads;
  }

  /** Returns the folder of resume data and metadata. */
  Folder state() {
    return state;
  }
}
