package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.Sink;
import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.testkit.SteppedLanes;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A torrent's storage on stepped lanes, and what it told. */
final class StorageDesk implements Sink<StorageEvent> {
  static final Path DOWNLOADS = Path.of("/downloads");
  static final Path STATE = Path.of("/state");
  static final long SECOND = 1_000_000_000L;

  final SteppedLanes lanes = new SteppedLanes(2);
  final List<StorageEvent> events = new ArrayList<>();
  final BlockBuffers buffers;
  final TestTorrent torrent;
  final PieceGeometry geometry;
  final TorrentStorage storage;

  StorageDesk(TestTorrent torrent, Volume volume) {
    this(torrent, volume, TorrentPlace.of(DOWNLOADS, STATE), 256);
  }

  StorageDesk(TestTorrent torrent, Volume volume, TorrentPlace place, int poolBlocks) {
    this.torrent = torrent;
    this.geometry = torrent.info().geometry();
    this.buffers = new BlockBuffers(poolBlocks * BlockRef.MAX_BYTES);
    try {
      this.storage =
          new DiskStorage(volume, lanes.lanes(), buffers, 8).open(torrent.info(), place, this);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public boolean post(StorageEvent message) {
    return events.add(message);
  }

  @Override
  public boolean offer(StorageEvent message) {
    return events.add(message);
  }

  void run(Runnable command) {
    command.run();
    lanes.runAll();
  }

  void prepare() {
    run(storage::prepare);
  }

  /** Writes a block as it should be. */
  void write(BlockRef block) {
    write(block, torrent.block(block));
  }

  /** Writes a block of any content; while the pool is empty the lanes work, as they would. */
  void write(BlockRef block, byte[] bytes) {
    if (buffers.leased() == buffers.capacity()) {
      lanes.advance(SECOND);
    }
    try {
      BlockBuffer buffer = buffers.lease(bytes.length);
      buffer.bytes().put(bytes).flip();
      storage.write(block, buffer);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void writePiece(int pieceIndex) {
    blocks(pieceIndex).forEach(this::write);
  }

  List<BlockRef> blocks(int pieceIndex) {
    List<BlockRef> blocks = new ArrayList<>();
    for (int i = 0; i < geometry.blockCount(pieceIndex); i++) {
      blocks.add(geometry.block(pieceIndex, i));
    }
    return blocks;
  }

  List<BlockRef> allBlocks() {
    List<BlockRef> blocks = new ArrayList<>();
    for (int i = 0; i < geometry.pieceCount(); i++) {
      blocks.addAll(blocks(i));
    }
    return blocks;
  }

  void settle() {
    lanes.advance(SECOND);
  }

  <E extends StorageEvent> List<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <E extends StorageEvent> E only(Class<E> kind) {
    List<E> found = all(kind);
    assertThat(found).as("%s in %s", kind.getSimpleName(), events).hasSize(1);
    return found.get(0);
  }

  PieceSet verified() {
    PieceSet pieces = new PieceSet(geometry.pieceCount());
    all(StorageEvent.PieceVerified.class).forEach(e -> pieces.add(e.pieceIndex()));
    return pieces;
  }

  StorageEvent.Inspected inspect() {
    events.clear();
    run(storage::inspect);
    return only(StorageEvent.Inspected.class);
  }

  PieceSet check() {
    events.clear();
    run(() -> storage.check(PieceSet.full(geometry.pieceCount())));
    return only(StorageEvent.CheckFinished.class).have();
  }

  void save(PieceSet have) {
    run(() -> storage.save(new ResumeSnapshot(have.copy(), 7, 11)));
  }

  byte[] read(BlockRef block) throws IOException, InterruptedException {
    ByteBuffer target = ByteBuffer.allocate(block.length());
    storage.read(List.of(block), target);
    return target.array();
  }

  void assertNothingLeaked() {
    assertThat(buffers.leased()).as("leased buffers").isZero();
    assertThat(storage.metrics().queuedBlocks()).as("queued blocks").isZero();
  }
}
