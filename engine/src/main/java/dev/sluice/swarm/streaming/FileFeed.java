package dev.sluice.swarm.streaming;

import dev.sluice.actor.Published;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.model.PieceGeometry;
import java.nio.channels.SeekableByteChannel;

/**
 * One file of a running torrent, seen by a program that reads it while it downloads. Until it is
 * closed, the file's beginning and end are fetched first, and then what its readers need.
 *
 * <p>Any thread may call.
 */
public final class FileFeed implements AutoCloseable {
  private final FileEntry file;
  private final PieceGeometry geometry;
  private final StreamMessage.Receiver torrent;
  private final ReaderKey key = new ReaderKey();
  private final Published<FileProgress> progress = new Published<>(FileProgress.NONE);

  /**
   * Begins to stream a file.
   *
   * @param torrent takes messages however busy it is; false if it has stopped
   */
  public FileFeed(FileEntry file, PieceGeometry geometry, StreamMessage.Receiver torrent) {
    this.file = file;
    this.geometry = geometry;
    this.torrent = torrent;
    torrent.tell(new StreamMessage.Show(key, file.index(), progress));
  }

  /** Returns which file it is. */
  public FileEntry file() {
    return file;
  }

  /** Returns a new reader at the first byte; who opened it closes it. */
  public SeekableByteChannel open() {
    return new VerifiedChannel(file, geometry, torrent);
  }

  /** Returns how far the file is and where it is read, at most half a second old. */
  public FileProgress progress() {
    return progress.get();
  }

  /** Says how fast the file is to be played. */
  public void pace(long bytesPerSecond) {
    torrent.tell(new StreamMessage.Pace(file.index(), bytesPerSecond));
  }

  /** Ends the preference of beginning and end; readers go on until they are closed. */
  @Override
  public void close() {
    torrent.tell(new StreamMessage.Hide(key));
  }
}
