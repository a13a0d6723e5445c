package dev.sluice.bench;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Sink;
import dev.sluice.bencode.BDictionary;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.MetainfoParser;
import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.storage.DiskStorage;
import dev.sluice.storage.StorageEvent;
import dev.sluice.storage.StorageSettings;
import dev.sluice.storage.TorrentPlace;
import dev.sluice.storage.TorrentStorage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures the disk side on a real disk: blocks from a leased buffer to a verified piece, the full
 * check, and reads for uploads. Prints wall seconds, processor seconds per GiB, and throughput.
 *
 * <pre>
 *   DiskBench FOLDER [MIB] [PIECE-KIB] [LANES] [POOL-MIB] [ROUNDS]
 * </pre>
 */
public final class DiskBench {
  /** As many as a connection reads at once. */
  private static final int BATCH_BLOCKS = 16;

  private final byte[] content = new byte[1 << 20];
  private final Info info;
  private final PieceGeometry geometry;
  private final Path folder;
  private final StorageSettings settings;

  private DiskBench(Path folder, long totalBytes, int pieceBytes, StorageSettings settings)
      throws MetainfoException {
    new Random(1).nextBytes(content);
    this.folder = folder;
    this.settings = settings;
    this.info = torrent(totalBytes, pieceBytes);
    this.geometry = info.geometry();
  }

  /** Runs all measurements. */
  public static void main(String[] args) throws Exception {
    long mebibytes = args.length > 1 ? Long.parseLong(args[1]) : 1024;
    int pieceKib = args.length > 2 ? Integer.parseInt(args[2]) : 1024;
    int lanes = args.length > 3 ? Integer.parseInt(args[3]) : 2;
    int poolMebibytes = args.length > 4 ? Integer.parseInt(args[4]) : 32;
    int rounds = args.length > 5 ? Integer.parseInt(args[5]) : 4;
    StorageSettings settings = new StorageSettings(lanes, poolMebibytes << 20, 64);
    DiskBench bench = new DiskBench(Path.of(args[0]), mebibytes << 20, pieceKib << 10, settings);
    for (int i = 0; i < rounds; i++) {
      bench.round();
    }
  }

  /** The content repeats one mebibyte, moved on by each piece, so that no two pieces are alike. */
  private Info torrent(long totalBytes, int pieceBytes) throws MetainfoException {
    PieceGeometry shape = new PieceGeometry(totalBytes, pieceBytes);
    ByteBuffer hashes = ByteBuffer.allocate(shape.pieceCount() * 20);
    for (int i = 0; i < shape.pieceCount(); i++) {
      MessageDigest digest = sha1();
      for (int j = 0; j < shape.blockCount(i); j++) {
        digest.update(block(shape.block(i, j)));
      }
      hashes.put(digest.digest());
    }
    byte[] encoded =
        BDictionary.builder()
            .put("name", "disk-bench")
            .put("length", totalBytes)
            .put("piece length", pieceBytes)
            .put("pieces", hashes.array())
            .build()
            .encode();
    return MetainfoParser.parseInfo(encoded);
  }

  private ByteBuffer block(BlockRef block) {
    int start = (block.pieceIndex() * 4099 + block.begin()) & (content.length / 2 - 1);
    return ByteBuffer.wrap(content, start, block.length());
  }

  private void round() throws Exception {
    delete();
    measure("write", this::write);
    measure("check", this::check);
    measure("read ", this::read);
    delete();
  }

  private void write(TorrentStorage storage, DiskStorage disk, Events events) throws Exception {
    storage.prepare();
    for (int i = 0; i < geometry.pieceCount(); i++) {
      for (int j = 0; j < geometry.blockCount(i); j++) {
        BlockRef block = geometry.block(i, j);
        BlockBuffer buffer = disk.buffers().lease(block.length());
        buffer.bytes().put(block(block)).flip();
        storage.write(block, buffer);
      }
    }
    events.verified.await();
  }

  private void check(TorrentStorage storage, DiskStorage disk, Events events) throws Exception {
    storage.check(PieceSet.full(geometry.pieceCount()));
    events.checked.await();
    if (!events.have.get().isFull()) {
      throw new IllegalStateException("only " + events.have.get());
    }
  }

  private void read(TorrentStorage storage, DiskStorage disk, Events events) throws Exception {
    ByteBuffer target = ByteBuffer.allocateDirect(BATCH_BLOCKS * BlockRef.MAX_BYTES);
    List<BlockRef> batch = new ArrayList<>();
    for (int i = 0; i < geometry.pieceCount(); i++) {
      for (int j = 0; j < geometry.blockCount(i); j++) {
        batch.add(geometry.block(i, j));
        if (batch.size() == BATCH_BLOCKS || j == geometry.blockCount(i) - 1) {
          storage.read(batch, target.clear());
          batch.clear();
        }
      }
    }
  }

  private void measure(String name, Work work) throws Exception {
    Events events = new Events(geometry.pieceCount());
    DiskStorage disk = DiskStorage.start(settings, Thread::new, MonotonicClock.SYSTEM);
    TorrentStorage storage =
        disk.open(info, TorrentPlace.of(folder, folder.resolve("state")), events);
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpuNanos = system.getProcessCpuTime();
    long wallNanos = System.nanoTime();
    work.run(storage, disk, events);
    wallNanos = System.nanoTime() - wallNanos;
    cpuNanos = system.getProcessCpuTime() - cpuNanos;
    String metrics = storage.metrics() + " waits " + disk.buffers().waits();
    storage.close();
    disk.close();
    double gibibytes = geometry.totalBytes() / (double) (1 << 30);
    System.out.printf(
        Locale.ROOT,
        "%s  %.3f s  %.3f CPU s/GiB  %.2f GiB/s  %s%n",
        name,
        wallNanos / 1e9,
        cpuNanos / 1e9 / gibibytes,
        gibibytes / (wallNanos / 1e9),
        metrics);
  }

  private void delete() {
    folder.resolve("disk-bench").toFile().delete();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One measured piece of work. */
  @FunctionalInterface
  private interface Work {
    void run(TorrentStorage storage, DiskStorage disk, Events events) throws Exception;
  }

  /** Waits for the events that end a measurement. */
  private static final class Events implements Sink<StorageEvent> {
    private final CountDownLatch verified;
    private final CountDownLatch checked = new CountDownLatch(1);
    private final AtomicReference<PieceSet> have = new AtomicReference<>(new PieceSet(0));

    Events(int pieceCount) {
      this.verified = new CountDownLatch(pieceCount);
    }

    @Override
    public boolean post(StorageEvent event) {
      switch (event) {
        case StorageEvent.PieceVerified ignored -> verified.countDown();
        case StorageEvent.CheckFinished finished -> {
          have.set(finished.have());
          checked.countDown();
        }
        case StorageEvent.Failed failed -> throw new IllegalStateException(failed.toString());
        case StorageEvent.PieceCorrupt corrupt ->
            throw new IllegalStateException(corrupt.toString());
        default -> {}
      }
      return true;
    }

    @Override
    public boolean offer(StorageEvent event) {
      return post(event);
    }
  }
}
