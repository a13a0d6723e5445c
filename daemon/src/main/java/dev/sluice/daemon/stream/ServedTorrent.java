package dev.sluice.daemon.stream;

import dev.sluice.api.FileStream;
import dev.sluice.metainfo.FileEntry;
import java.util.List;
import java.util.Optional;

/** A torrent that a {@link StreamServer} serves: what players find where. Any thread may call. */
public final class ServedTorrent implements AutoCloseable {
  private final StreamedTorrent torrent;
  private final String base;

  /**
   * Made by the server.
   *
   * @param base what every URL begins with, a slash at its end
   */
  ServedTorrent(StreamedTorrent torrent, String base) {
    this.torrent = torrent;
    this.base = base;
  }

  /** Returns the files that are offered to players, in the torrent's order. */
  public List<FileEntry> playable() {
    return new Playlist(torrent.files()).playable();
  }

  /** Returns the URL of a file. */
  public String url(FileEntry file) {
    return base + Playlist.address(file);
  }

  /** Returns the URL of the list of all playable files. */
  public String playlistUrl() {
    return base + "playlist.m3u8";
  }

  /** Begins to stream a file before anybody asks for it; empty if the torrent is not running. */
  public Optional<FileStream> stream(FileEntry file) {
    return torrent.stream(file.index());
  }

  /** Lets go of the files that were opened. */
  @Override
  public void close() {
    torrent.close();
  }
}
