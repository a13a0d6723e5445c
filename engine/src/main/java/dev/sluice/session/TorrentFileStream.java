package dev.sluice.session;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Published;
import dev.sluice.api.FileStream;
import dev.sluice.api.StreamView;
import dev.sluice.media.Media;
import dev.sluice.media.MediaException;
import dev.sluice.media.MediaProbe;
import dev.sluice.media.MediaSource;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.swarm.streaming.FileFeed;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of one of the session's torrents that somebody reads while it downloads.
 *
 * <p>A thread of its own looks at its header and index, as a player would: what it reads is so
 * fetched first, and tells what a player needs.
 */
final class TorrentFileStream implements FileStream {
  private static final Logger LOG = LoggerFactory.getLogger(TorrentFileStream.class);

  private final FileFeed feed;
  private final LongSupplier downBytesPerSecond;
  private final SeekableByteChannel probed;
  private final Published<Optional<Media>> media = new Published<>(Optional.empty());

  TorrentFileStream(FileFeed feed, Actors actors, LongSupplier downBytesPerSecond) {
    this.feed = feed;
    this.downBytesPerSecond = downBytesPerSecond;
    this.probed = feed.open();
    actors.run("media " + feed.file().path().fileName(), this::probe);
  }

  private void probe() {
    try (SeekableByteChannel channel = probed) {
      Media found = MediaProbe.probe(new ChannelSource(channel, feed.file().lengthBytes()));
      media.set(Optional.of(found));
      if (found.bytesPerSecond() > 0) {
        feed.pace(found.bytesPerSecond());
      }
    } catch (MediaException e) {
      LOG.info("{} cannot be understood: {}", feed.file().path(), e.getMessage());
    } catch (ClosedChannelException e) {
      LOG.debug("{} is not wanted any more", feed.file().path());
    } catch (IOException e) {
      LOG.info("{} could not be looked at: {}", feed.file().path(), e.getMessage());
    }
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
    return media
        .get()
        .map(
            known -> new Playability(known, feed.progress(), downBytesPerSecond.getAsLong()).view())
        .orElseGet(this::unknown);
  }

  private StreamView unknown() {
    return new StreamView(
        feed.progress().buffered(), Optional.empty(), 0, false, Optional.empty(), false);
  }

  @Override
  public void close() {
    try {
      probed.close();
    } catch (IOException e) {
      LOG.debug("while closing {}: {}", feed.file().path(), e.getMessage());
    }
    feed.close();
  }

  /** Reads a channel, waiting for what is not there. */
  private record ChannelSource(SeekableByteChannel channel, long lengthBytes)
      implements MediaSource {
    @Override
    public void read(long position, ByteBuffer target) throws IOException {
      channel.position(position);
      while (target.hasRemaining()) {
        if (channel.read(target) < 0) {
          throw new EOFException("the file ends at byte " + channel.position());
        }
      }
    }
  }
}
