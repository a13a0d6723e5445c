package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Sink;
import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.model.Probe;
import dev.sluice.storage.StorageEvent.CheckFinished;
import dev.sluice.storage.StorageEvent.Closed;
import dev.sluice.storage.StorageEvent.Failed;
import dev.sluice.storage.StorageEvent.Inspected;
import dev.sluice.storage.StorageEvent.PieceVerified;
import dev.sluice.storage.StorageEvent.Prepared;
import dev.sluice.storage.StorageEvent.Saved;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DiskStorageIT {
  private static final int KIB = 1024;

  @TempDir private Path folder;

  private final BlockingQueue<StorageEvent> events = new LinkedBlockingQueue<>();
  private DiskStorage disk = start(64);

  private static DiskStorage start(int poolBlocks) {
    return DiskStorage.start(
        new StorageSettings(2, poolBlocks * BlockRef.MAX_BYTES, 4),
        Thread::new,
        MonotonicClock.SYSTEM,
        Probe.NONE);
  }

  @AfterEach
  void stop() {
    disk.close();
    assertThat(disk.buffers().leased()).isZero();
  }

  private TorrentStorage open(TestTorrent torrent) throws IOException {
    TorrentPlace place = TorrentPlace.of(folder.resolve("downloads"), folder.resolve("state"));
    return disk.open(torrent.info(), place, new Queue());
  }

  private <E extends StorageEvent> E await(Class<E> kind) throws InterruptedException {
    while (true) {
      StorageEvent event = events.take();
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
      assertThat(event).isNotInstanceOf(Failed.class);
    }
  }

  private void close(TorrentStorage storage) throws InterruptedException {
    storage.close();
    await(Closed.class);
  }

  private PieceSet awaitVerified(PieceGeometry geometry) throws InterruptedException {
    PieceSet verified = new PieceSet(geometry.pieceCount());
    while (!verified.isFull()) {
      verified.add(await(PieceVerified.class).pieceIndex());
    }
    return verified;
  }

  @ParameterizedTest
  @CsvSource({"16, 1", "16, 3", "64, 20", "1024, 2", "1024, 64", "4096, 7"})
  void downloadsFromManyPeersHoweverLittleMemoryThereIs(int pieceKib, int poolBlocks)
      throws Exception {
    disk.close();
    disk = start(poolBlocks);
    TestTorrent torrent =
        TestTorrent.folder("many")
            .pieceBytes(pieceKib * KIB)
            .file("a/1", TestTorrent.randomBytes(1, 3_000_001))
            .file("a/2", TestTorrent.randomBytes(2, 10))
            .file("b/3", new byte[0])
            .file("b/4", TestTorrent.randomBytes(3, 5_000_000))
            .build();
    TorrentStorage storage = open(torrent);
    storage.prepare();
    await(Prepared.class);

    List<Thread> peers = deliver(torrent, storage);
    PieceSet verified = awaitVerified(torrent.info().geometry());
    for (Thread peer : peers) {
      peer.join();
    }
    storage.save(new ResumeSnapshot(verified.copy(), 1, 2));
    await(Saved.class);
    close(storage);

    for (var file : torrent.info().files()) {
      assertThat(folder.resolve("downloads").resolve(file.path().toString()))
          .hasBinaryContent(torrent.file(file.index()));
    }
    TorrentStorage again = open(torrent);
    again.inspect();
    assertThat(await(Inspected.class)).isEqualTo(new Inspected(verified, none(torrent), 1, 2));
    again.check(PieceSet.full(verified.pieceCount()));
    assertThat(await(CheckFinished.class).have().isFull()).isTrue();
    close(again);
  }

  @Test
  void deletesFoldersThatAreEmptyWithoutItsFilesAndKeepsOthers() throws Exception {
    TestTorrent torrent =
        TestTorrent.folder("album")
            .file("cd1/a", TestTorrent.randomBytes(1, 100))
            .file("cd2/b", TestTorrent.randomBytes(2, 100))
            .build();
    TorrentStorage storage = open(torrent);
    storage.prepare();
    await(Prepared.class);
    Path album = folder.resolve("downloads").resolve("album");
    Path notes = Files.writeString(album.resolve("cd1").resolve("notes"), "mine");

    storage.closeAndDelete();
    await(Closed.class);

    assertThat(notes).hasContent("mine");
    assertThat(album.resolve("cd1").resolve("a")).doesNotExist();
    assertThat(album.resolve("cd2")).doesNotExist();
  }

  private static PieceSet none(TestTorrent torrent) {
    return new PieceSet(torrent.info().geometry().pieceCount());
  }

  private List<Thread> deliver(TestTorrent torrent, TorrentStorage storage) {
    PieceGeometry geometry = torrent.info().geometry();
    List<BlockRef> blocks = new ArrayList<>();
    for (int i = 0; i < geometry.pieceCount(); i++) {
      for (int j = 0; j < geometry.blockCount(i); j++) {
        blocks.add(geometry.block(i, j));
      }
    }
    Collections.shuffle(blocks, new Random(1));
    AtomicInteger next = new AtomicInteger();
    List<Thread> peers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread peer = new Thread(() -> deliver(torrent, storage, blocks, next));
      peer.start();
      peers.add(peer);
    }
    return peers;
  }

  private void deliver(
      TestTorrent torrent, TorrentStorage storage, List<BlockRef> blocks, AtomicInteger next) {
    try {
      for (int i = next.getAndIncrement(); i < blocks.size(); i = next.getAndIncrement()) {
        BlockRef block = blocks.get(i);
        BlockBuffer buffer = disk.buffers().lease(block.length());
        buffer.bytes().put(torrent.block(block)).flip();
        storage.write(block, buffer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void readsForSeveralPeersAtOnce() throws Exception {
    TestTorrent torrent = TestTorrent.random(3, 2_000_000, 64 * KIB);
    Files.createDirectories(folder.resolve("downloads"));
    Files.write(folder.resolve("downloads/random-3"), torrent.content());
    TorrentStorage storage = open(torrent);
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> peers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread peer = new Thread(() -> wrong.addAndGet(wrongBlocks(torrent, storage)));
      peer.start();
      peers.add(peer);
    }
    for (Thread peer : peers) {
      peer.join();
    }

    assertThat(wrong).hasValue(0);
    close(storage);
  }

  private static int wrongBlocks(TestTorrent torrent, TorrentStorage storage) {
    PieceGeometry geometry = torrent.info().geometry();
    int wrong = 0;
    for (int i = 0; i < geometry.pieceCount(); i++) {
      BlockRef whole = new BlockRef(i, 0, geometry.pieceBytes(i));
      ByteBuffer target = ByteBuffer.allocate(whole.length());
      try {
        storage.read(List.of(whole), target);
      } catch (IOException | InterruptedException e) {
        wrong++;
      }
      wrong += target.flip().equals(ByteBuffer.wrap(torrent.piece(i))) ? 0 : 1;
    }
    return wrong;
  }

  @Test
  void writesNothingThroughALinkPlantedInTheTorrentsFolder() throws Exception {
    TestTorrent torrent =
        TestTorrent.folder("album").file("cd/track", TestTorrent.randomBytes(4, 20_000)).build();
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createDirectories(folder.resolve("downloads/album"));
    Files.createSymbolicLink(folder.resolve("downloads/album/cd"), outside);
    TorrentStorage storage = open(torrent);

    storage.prepare();

    StorageFailure failure = await(Failed.class).failure();
    assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.NOT_WRITABLE);
    assertThat(failure.reason()).contains("link");
    assertThat(outside).isEmptyDirectory();
    close(storage);
  }

  @Test
  void seedsFromFilesThatMayOnlyBeRead() throws Exception {
    TestTorrent torrent = TestTorrent.random(5, 100_000, 32 * KIB);
    Path downloads = Files.createDirectories(folder.resolve("downloads"));
    Path file = Files.write(downloads.resolve("random-5"), torrent.content());
    assertThat(file.toFile().setReadOnly()).isTrue();
    TorrentStorage storage = open(torrent);

    storage.prepare();
    await(Prepared.class);
    storage.check(PieceSet.full(4));

    assertThat(await(CheckFinished.class).have().isFull()).isTrue();
    close(storage);
  }

  private final class Queue implements Sink<StorageEvent> {
    @Override
    public boolean post(StorageEvent message) {
      return events.add(message);
    }

    @Override
    public boolean offer(StorageEvent message) {
      return events.add(message);
    }
  }
}
