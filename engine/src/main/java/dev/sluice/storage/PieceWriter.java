package dev.sluice.storage;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.metainfo.Info;
import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockPrints;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.Probe;
import dev.sluice.model.ProbeEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One lane's share of a torrent's download: takes blocks in any order, hashes each piece from its
 * first block on while the bytes are in the processor's cache, and writes neighbours together.
 *
 * <p>Held blocks are written when
 *
 * <ul>
 *   <li>a batch of neighbours in one piece is hashed: they are still in the cache;
 *   <li>there are as many as the {@link FlushThreshold} says; verified pieces go first, and
 *       unfinished ones only if that does not help, so that most pieces are written once and only
 *       when they are known to be right;
 *   <li>no block has come for a moment: verified pieces, so that they can be announced;
 *   <li>they have been held for long: all, so that a sleeping torrent does not keep memory;
 *   <li>the pool runs out of buffers: all. As a lane never waits for a buffer, those who do wait
 *       always get one.
 * </ul>
 *
 * <p>Owned by its lane.
 */
final class PieceWriter {
  /** Short for a person, long for a network that delivers. */
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long MAX_HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final TreeMap<Integer, PieceInProgress> pieces = new TreeMap<>();
  private final Workbench bench;
  private final Info info;
  private final PieceGeometry geometry;
  private final TorrentFiles files;
  private final Outcome outcome;
  private final MonotonicClock clock;
  private final Probe probe;
  private final FlushThreshold threshold;
  private int heldBlocks;
  private long heldSinceNanos;
  private long arrivals;
  private long arrivalsAtLastLook;
  private boolean isLooking;
  private volatile int flushThresholdBlocks;
  private volatile long averageWriteNanos;

  PieceWriter(Workbench bench, TorrentParts parts, Outcome outcome, int budgetBlocks) {
    this.bench = bench;
    this.info = parts.info();
    this.geometry = info.geometry();
    this.files = parts.files();
    this.clock = parts.clock();
    this.probe = parts.probe();
    this.outcome = outcome;
    int pieceBlocks = Math.ceilDiv(geometry.pieceBytes(), BlockRef.MAX_BYTES);
    this.threshold = new FlushThreshold(pieceBlocks, budgetBlocks);
    this.flushThresholdBlocks = threshold.blocks();
  }

  /** What becomes of the blocks; called on the lane. */
  interface Outcome {
    /** The piece's hash is right and all its bytes are written. */
    void onVerified(int pieceIndex);

    /** The piece's hash is wrong; nothing of it is held any more. */
    void onCorrupt(int pieceIndex, BlockPrints prints);

    /** Blocks left memory, written or not. */
    void onReleased(int blocks);

    /** The disk refused. Everything held is dropped. */
    void onFailed(StorageException failure);
  }

  /** Returns what the lane does with this torrent. */
  Workbench bench() {
    return bench;
  }

  /** Returns how many blocks are gathered before they are written. Any thread may ask. */
  int flushThresholdBlocks() {
    return flushThresholdBlocks;
  }

  /** Returns the moving average of a flush's time, 0 before the first. Any thread may ask. */
  long averageWriteNanos() {
    return averageWriteNanos;
  }

  /**
   * Takes a block. One that has come before is ignored.
   *
   * @param data [own] its payload
   */
  void add(BlockRef block, BlockBuffer data) {
    PieceInProgress piece = piece(block.pieceIndex());
    if (piece.hasArrived(block.blockIndex())) {
      data.release();
      outcome.onReleased(1);
      return;
    }
    if (heldBlocks == 0) {
      heldSinceNanos = clock.nanoTime();
    }
    piece.arrive(block.blockIndex(), data);
    heldBlocks++;
    arrivals++;
    guarded(() -> {
      hash(piece);
      writeIfHot(piece);
      flushIfMany();
    });
    lookAgain();
  }

  /** Does what may fail; nothing is held any more when it does. */
  private void guarded(DiskWork work) {
    try {
      work.run();
    } catch (StorageException e) {
      onFailed(e);
    } catch (RuntimeException e) {
      onFailed(Refusals.explain(files.folder().path(), e));
    }
  }

  private PieceInProgress piece(int pieceIndex) {
    PieceInProgress piece = pieces.get(pieceIndex);
    if (piece == null) {
      piece = new PieceInProgress(pieceIndex, geometry.blockCount(pieceIndex), Digests.sha1());
      pieces.put(pieceIndex, piece);
    }
    return piece;
  }

  private void hash(PieceInProgress piece) throws StorageException {
    for (int next = piece.nextToHash(); next >= 0; next = piece.nextToHash()) {
      if (!piece.hashHeld()) {
        piece.hash(readBack(piece.pieceIndex(), next));
      }
    }
    if (piece.isComplete() && !piece.isVerified()) {
      judge(piece);
    }
  }

  private ByteBuffer readBack(int pieceIndex, int blockIndex) throws StorageException {
    BlockRef block = geometry.block(pieceIndex, blockIndex);
    ByteBuffer payload = bench.scratch().limit(block.length());
    files.read(bench, geometry.blockOffset(block), payload);
    return payload.flip();
  }

  private void judge(PieceInProgress piece) throws StorageException {
    if (!info.matches(piece.pieceIndex(), piece.digest())) {
      BlockPrints prints = prints(piece);
      discard(piece.pieceIndex());
      outcome.onCorrupt(piece.pieceIndex(), prints);
      return;
    }
    piece.markVerified();
    if (piece.heldBlocks() == 0) {
      pieces.remove(piece.pieceIndex());
      outcome.onVerified(piece.pieceIndex());
    }
  }

  private BlockPrints prints(PieceInProgress piece) throws StorageException {
    long[] prints = new long[geometry.blockCount(piece.pieceIndex())];
    for (int i = 0; i < prints.length; i++) {
      ByteBuffer held = piece.heldPayload(i);
      prints[i] = Digests.print(held != null ? held : readBack(piece.pieceIndex(), i));
    }
    return BlockPrints.of(prints);
  }

  /** Returns the prints of the blocks of a piece that is written. */
  BlockPrints prints(int pieceIndex) throws StorageException {
    long[] prints = new long[geometry.blockCount(pieceIndex)];
    for (int i = 0; i < prints.length; i++) {
      prints[i] = Digests.print(readBack(pieceIndex, i));
    }
    return BlockPrints.of(prints);
  }

  /** Drops what is held of a piece and forgets that it was begun. */
  void discard(int pieceIndex) {
    PieceInProgress piece = pieces.remove(pieceIndex);
    if (piece != null) {
      int dropped = piece.heldBlocks();
      for (int i = piece.nextHeld(0); i >= 0; i = piece.nextHeld(i)) {
        piece.take(i).release();
      }
      heldBlocks -= dropped;
      outcome.onReleased(dropped);
    }
  }

  /** Drops everything. */
  void discardAll() {
    for (Integer pieceIndex : List.copyOf(pieces.keySet())) {
      discard(pieceIndex);
    }
  }

  /** Writes everything that is held. */
  void flush() {
    guarded(() -> write(true));
  }

  /**
   * Writes a batch of neighbours as soon as it is hashed, while its bytes are in the processor's
   * cache: held until the threshold, they come back from memory, which doubles what a write costs.
   */
  private void writeIfHot(PieceInProgress piece) throws StorageException {
    if (piece.hashedHeldBlocks() >= FlushThreshold.BATCH_BLOCKS) {
      write(List.of(piece));
    }
  }

  private void flushIfMany() throws StorageException {
    if (heldBlocks >= threshold.blocks()) {
      write(false);
      if (heldBlocks > threshold.blocks() / 2) {
        write(true);
      }
    }
  }

  private void onFailed(StorageException failure) {
    discardAll();
    outcome.onFailed(failure);
  }

  private void lookAgain() {
    if (!isLooking && heldBlocks > 0) {
      isLooking = true;
      bench.lane().executeAfter(IDLE_NANOS, this::onLook);
    }
  }

  private void onLook() {
    isLooking = false;
    if (clock.nanoTime() - heldSinceNanos >= MAX_HELD_NANOS) {
      guarded(() -> write(true));
    } else if (arrivals == arrivalsAtLastLook) {
      guarded(() -> write(false));
    }
    arrivalsAtLastLook = arrivals;
    lookAgain();
  }

  private void write(boolean alsoUnverified) throws StorageException {
    long startNanos = clock.nanoTime();
    List<PieceInProgress> due = new ArrayList<>(pieces.size());
    for (PieceInProgress piece : pieces.values()) {
      if (piece.isVerified() || alsoUnverified) {
        due.add(piece);
      }
    }
    write(due);
    heldSinceNanos = alsoUnverified ? startNanos : heldSinceNanos;
  }

  private void write(List<PieceInProgress> due) throws StorageException {
    int before = heldBlocks;
    if (before == 0) {
      return;
    }
    long startNanos = clock.nanoTime();
    try {
      for (PieceInProgress piece : due) {
        gather(piece);
      }
      bench.run().writeTo(files, bench);
    } finally {
      bench.run().clear();
      outcome.onReleased(before - heldBlocks);
    }
    if (heldBlocks < before) {
      learn(before - heldBlocks, clock.nanoTime() - startNanos);
    }
    announceWritten();
  }

  private void gather(PieceInProgress piece) throws StorageException {
    BlockRun run = bench.run();
    long pieceOffset = geometry.pieceOffset(piece.pieceIndex());
    for (int i = piece.nextHeld(0); i >= 0; i = piece.nextHeld(i + 1)) {
      long offset = pieceOffset + (long) i * BlockRef.MAX_BYTES;
      if (!run.accepts(offset)) {
        run.writeTo(files, bench);
      }
      run.add(offset, piece.take(i));
      heldBlocks--;
    }
  }

  private void learn(int writtenBlocks, long nanos) {
    probe.tell(new ProbeEvent.DiskWritten(info.infoHash(), writtenBlocks, nanos));
    threshold.onFlushed(nanos);
    flushThresholdBlocks = threshold.blocks();
    averageWriteNanos = threshold.averageNanos();
  }

  private void announceWritten() {
    Iterator<PieceInProgress> all = pieces.values().iterator();
    while (all.hasNext()) {
      PieceInProgress piece = all.next();
      if (piece.isVerified() && piece.heldBlocks() == 0) {
        all.remove();
        outcome.onVerified(piece.pieceIndex());
      }
    }
  }
}
