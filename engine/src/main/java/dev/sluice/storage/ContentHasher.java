package dev.sluice.storage;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.FileLayout;
import dev.sluice.model.PieceGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hashes the pieces of files that are to become a torrent, on all lanes at once: each takes the
 * next piece until none is left. One use.
 *
 * <p>Used by the thread that calls {@link #hash}; shared with the lanes is what {@code
 * synchronized} guards.
 */
public final class ContentHasher {
  private static final int HASH_BYTES = 20;

  /** How often progress is told. */
  private static final long REPORT_MILLIS = 100;

  private final TorrentFiles files;
  private final PieceGeometry geometry;
  private final DiskLanes lanes;
  private final byte[] hashes;
  private final BlockingQueue<Finish> finishes = new LinkedBlockingQueue<>();
  private int nextPiece;
  private long hashedBytes;

  /**
   * Takes what to hash.
   *
   * @param directory the folder that the layout's paths begin in
   * @param lanes used by nobody else while it hashes; not closed
   * @throws IOException if the folder cannot be found
   */
  public ContentHasher(Path directory, FileLayout layout, PieceGeometry geometry, DiskLanes lanes)
      throws IOException {
    this.files = new TorrentFiles(layout, new DiskVolume().folder(directory));
    this.geometry = geometry;
    this.lanes = lanes;
    this.hashes = new byte[Math.multiplyExact(geometry.pieceCount(), HASH_BYTES)];
  }

  /** A lane has ended: all pieces are taken, or its disk failed. */
  private record Finish(@Nullable StorageException failure) {}

  /**
   * Reads and hashes everything. Interrupted, it ends soon.
   *
   * @param stamps of the layout's stored files, in their order, as they were when it was made
   * @param onProgress told now and then how many bytes are hashed, on the calling thread
   * @return the SHA-1 digests of all pieces, one behind another
   * @throws IOException if a file cannot be read or has changed since; the message names it and why
   */
  public byte[] hash(List<FileStamp> stamps, LongConsumer onProgress)
      throws IOException, InterruptedException {
    int share = Math.max(1, StorageSettings.DEFAULT_OPEN_FILES / lanes.count());
    for (int i = 0; i < lanes.count(); i++) {
      Workbench bench = new Workbench(lanes.lane(i), share);
      bench.lane().execute(() -> onLane(bench));
    }
    try {
      await(onProgress);
    } finally {
      stop();
    }
    refuseChanges(stamps);
    return hashes;
  }

  private void await(LongConsumer onProgress) throws IOException, InterruptedException {
    int busyLanes = lanes.count();
    while (busyLanes > 0) {
      Finish finish = finishes.poll(REPORT_MILLIS, TimeUnit.MILLISECONDS);
      if (finish != null && finish.failure != null) {
        throw finish.failure;
      }
      busyLanes -= finish == null ? 0 : 1;
      onProgress.accept(hashedBytes());
    }
    if (hashedBytes() != geometry.totalBytes()) {
      throw new IllegalStateException("a lane has not done its part; the log says why");
    }
  }

  private void onLane(Workbench bench) {
    StorageException failure = null;
    try {
      for (int piece = claim(); piece >= 0; piece = claim()) {
        hash(bench, piece);
      }
    } catch (StorageException e) {
      failure = inWords(e);
    } finally {
      bench.openFiles().closeAll(files);
      finishes.add(new Finish(failure));
    }
  }

  /** A file that is gone or shorter was there a moment ago. */
  private static StorageException inWords(StorageException e) {
    return e.failure().kind() == StorageFailure.Kind.MISSING ? changed(e.failure().path()) : e;
  }

  private static StorageException changed(Path file) {
    String reason = "changed while it was hashed; wait until nobody writes to it and try again";
    return new StorageException(new StorageFailure(StorageFailure.Kind.MISSING, file, reason));
  }

  private synchronized int claim() {
    return nextPiece < geometry.pieceCount() ? nextPiece++ : -1;
  }

  /** Leaves no piece to the lanes. */
  private synchronized void stop() {
    nextPiece = geometry.pieceCount();
  }

  private synchronized void count(int bytes) {
    hashedBytes += bytes;
  }

  private synchronized long hashedBytes() {
    return hashedBytes;
  }

  private void hash(Workbench bench, int pieceIndex) throws StorageException {
    MessageDigest digest = Digests.sha1();
    long offset = geometry.pieceOffset(pieceIndex);
    long end = offset + geometry.pieceBytes(pieceIndex);
    while (offset < end) {
      ByteBuffer bytes = bench.scratch();
      bytes.limit((int) Math.min(bytes.capacity(), end - offset));
      files.read(bench, offset, bytes);
      int read = bytes.flip().remaining();
      offset += read;
      digest.update(bytes);
      count(read);
    }
    try {
      digest.digest(hashes, pieceIndex * HASH_BYTES, HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("there is room for each digest", e);
    }
  }

  private void refuseChanges(List<FileStamp> stamps) throws StorageException {
    int next = 0;
    for (FileEntry file : files.layout()) {
      if (file.isStored()) {
        FileStamp before = stamps.get(next++);
        if (!files.stamp(file.index()).filter(before::equals).isPresent()) {
          throw changed(files.fullPath(file.index()));
        }
      }
    }
  }
}
