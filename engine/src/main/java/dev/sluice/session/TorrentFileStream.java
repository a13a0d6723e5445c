package dev.sluice.session;

import dev.sluice.api.FileStream;
import dev.sluice.api.StreamView;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.swarm.streaming.FileFeed;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** A file of one of the session's torrents that somebody reads while it downloads. */
final class TorrentFileStream implements FileStream {
  private final FileFeed feed;

  TorrentFileStream(FileFeed feed) {
    this.feed = feed;
  }

  @Override
  public FileEntry file() {
    return feed.file();
  }

  @Override
  public SeekableByteChannel open() {
    return feed.open();
  }

  @Override
  public StreamView view() {
    return new StreamView(feed.buffered(), Optional.empty(), 0, false, Optional.empty(), false);
  }

  @Override
  public void close() {
    feed.close();
  }
}
