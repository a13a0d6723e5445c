package dev.sluice.api;

import dev.sluice.metainfo.FileEntry;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * One file of a torrent, read while it downloads.
 *
 * <p>As long as it is open, the file's beginning and its index are fetched before the rest, and
 * then what lies ahead of each reader, in time for it to be played.
 *
 * <p>Any thread may call; no method waits.
 */
public interface FileStream extends AutoCloseable {
  /** Returns which file it is. */
  FileEntry file();

  /**
   * Returns a new reader, at the file's first byte, for one thread at a time; several may read at
   * different places. It cannot be written to.
   *
   * <p>{@link SeekableByteChannel#read} waits until the byte at the reader's position is verified
   * and on disk, and returns what there is from there on, at least one byte. It fails with an
   * {@link java.io.IOException} that says why when the torrent fails or is removed, and with an
   * {@link java.nio.channels.AsynchronousCloseException} when another thread closes the reader
   * meanwhile. Who opened it closes it: what it needed is then not urgent any more.
   */
  SeekableByteChannel open();

  /** Returns a new reader as a stream; the same holds for it. */
  default InputStream openStream() {
    return Channels.newInputStream(open());
  }

  /** Returns how far it is, at most half a second old. */
  StreamView view();

  /** Ends the preference for this file; its readers go on until they are closed. */
  @Override
  void close();
}
