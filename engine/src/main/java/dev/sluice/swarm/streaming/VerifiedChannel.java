package dev.sluice.swarm.streaming;

import dev.sluice.actor.Awaited;
import dev.sluice.actor.Published;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/**
 * A reader of a file that is still being downloaded: a read waits until its first byte is verified,
 * and returns what there is from there on. {@link #close} by another thread ends the wait.
 *
 * <p>For one thread at a time, but for {@link #close}.
 */
final class VerifiedChannel implements SeekableByteChannel {
  /** One read of the disk at most; more in one go would keep a lane from others. */
  private static final int MAX_READ_BYTES = 256 << 10;

  private final FileEntry file;
  private final PieceGeometry geometry;
  private final StreamMessage.Receiver torrent;
  private final ReaderKey key = new ReaderKey();
  private final Awaited<Reach> reach = new Awaited<>(Reach.NONE);
  private final Published<Boolean> closed = new Published<>(false);
  private long position;
  private int toldPiece;

  VerifiedChannel(FileEntry file, PieceGeometry geometry, StreamMessage.Receiver torrent) {
    this.file = file;
    this.geometry = geometry;
    this.torrent = torrent;
    this.toldPiece = pieceAt(0);
    send(new StreamMessage.Open(key, file.index(), reach));
  }

  private void send(StreamMessage message) {
    if (!torrent.tell(message)) {
      reach.set(Reach.ended("the torrent has been stopped"));
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    checkOpen();
    if (position >= file.lengthBytes()) {
      return -1;
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    Reach known = await();
    BlockRef range = readable(target.remaining(), known);
    read(known, range, target);
    position += range.length();
    tellWhenInAnotherPiece();
    return range.length();
  }

  private Reach await() throws IOException {
    Reach now = reach.get();
    if (!isDecided(now)) {
      toldPiece = pieceAt(position);
      send(new StreamMessage.Move(key, position, true));
      try {
        now = reach.await(this::isDecided);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("told to stop while waiting for " + file.path());
      }
    }
    if (closed.get()) {
      throw new AsynchronousCloseException();
    }
    Optional<String> problem = now.problem();
    if (problem.isPresent()) {
      throw new IOException(file.path() + ": " + problem.get());
    }
    return now;
  }

  private boolean isDecided(Reach known) {
    return known.verified().has(position) || known.problem().isPresent() || closed.get();
  }

  /** Returns what one access to the disk can read: within one piece. */
  private BlockRef readable(int wantedBytes, Reach known) {
    long offset = file.offset() + position;
    int piece = pieceAt(position);
    int begin = (int) (offset - geometry.pieceOffset(piece));
    long bytes = Math.min(wantedBytes, known.verified().to() - position);
    bytes = Math.min(bytes, geometry.pieceBytes(piece) - begin);
    return new BlockRef(piece, begin, (int) Math.min(bytes, MAX_READ_BYTES));
  }

  private void read(Reach known, BlockRef range, ByteBuffer target) throws IOException {
    int limit = target.limit();
    target.limit(target.position() + range.length());
    try {
      known.source().read(List.of(range), target);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("told to stop while reading " + file.path());
    } finally {
      target.limit(limit);
    }
  }

  private int pieceAt(long filePosition) {
    return (int) ((file.offset() + filePosition) / geometry.pieceBytes());
  }

  /** Keeps the window ahead of the reader, without a message for every read. */
  private void tellWhenInAnotherPiece() {
    if (position < file.lengthBytes() && pieceAt(position) != toldPiece) {
      toldPiece = pieceAt(position);
      send(new StreamMessage.Move(key, position, false));
    }
  }

  @Override
  public long position() throws IOException {
    checkOpen();
    return position;
  }

  /** Moves; bytes there are asked for at the next read. */
  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    checkOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("a position is 0 or more: " + newPosition);
    }
    position = newPosition;
    tellWhenInAnotherPiece();
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return file.lengthBytes();
  }

  private void checkOpen() throws IOException {
    if (closed.get()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isOpen() {
    return !closed.get();
  }

  @Override
  public void close() {
    if (!closed.get()) {
      closed.set(true);
      torrent.tell(new StreamMessage.Close(key));
      reach.wakeAll();
    }
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
