package dev.sluice.storage;

import static dev.sluice.storage.StorageDesk.DOWNLOADS;
import static dev.sluice.storage.StorageDesk.SECOND;
import static dev.sluice.storage.StorageDesk.STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Sink;
import dev.sluice.model.BlockPrints;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceSet;
import dev.sluice.storage.StorageEvent.CheckProgressed;
import dev.sluice.storage.StorageEvent.Closed;
import dev.sluice.storage.StorageEvent.Failed;
import dev.sluice.storage.StorageEvent.Filled;
import dev.sluice.storage.StorageEvent.Fingerprinted;
import dev.sluice.storage.StorageEvent.Inspected;
import dev.sluice.storage.StorageEvent.PieceCorrupt;
import dev.sluice.storage.StorageEvent.Prepared;
import dev.sluice.storage.StorageEvent.Saved;
import dev.sluice.testkit.FaultyVolume;
import dev.sluice.testkit.MemoryVolume;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorrentStorageTest {
  private static final int KIB = 1024;
  private static final int BLOCK = BlockRef.MAX_BYTES;

  private final MemoryVolume volume = new MemoryVolume();

  private static TestTorrent album() {
    return TestTorrent.folder("album")
        .pieceBytes(32 * KIB)
        .file("cd1/a", TestTorrent.randomBytes(1, 50_000))
        .file("empty", new byte[0])
        .file("cd1/b", TestTorrent.randomBytes(2, 3))
        .padding()
        .file("cd2/c", TestTorrent.randomBytes(3, 200_001))
        .build();
  }

  private void assertOnDisk(TestTorrent torrent) {
    torrent.info().files().files().stream()
        .filter(file -> file.isStored())
        .forEach(file ->
            assertThat(volume.bytes(path(file.path().toString())))
                .as(file.path().toString())
                .isEqualTo(torrent.file(file.index())));
  }

  private static Path path(String relative) {
    return DOWNLOADS.resolve(relative);
  }

  private void putOnDisk(TestTorrent torrent) {
    torrent.info().files().files().stream()
        .filter(file -> file.isStored())
        .forEach(file -> volume.put(path(file.path().toString()), torrent.file(file.index())));
  }

  @Nested
  class WhenDownloading {
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48, 256, 1024, 16 * 1024})
    void writesEveryPieceWhateverTheOrderOfItsBlocks(int pieceKib) {
      TestTorrent torrent =
          TestTorrent.random(pieceKib, 2 * pieceKib * KIB + 20_000, pieceKib * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      List<BlockRef> blocks = desk.allBlocks();
      Collections.shuffle(blocks, new Random(pieceKib));

      blocks.forEach(desk::write);
      desk.settle();

      assertThat(desk.verified().isFull()).isTrue();
      assertOnDisk(torrent);
      desk.assertNothingLeaked();
    }

    @Test
    void writesAcrossFilesAndLeavesPaddingOut() {
      TestTorrent torrent = album();
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();

      desk.allBlocks().forEach(desk::write);
      desk.settle();

      assertThat(desk.verified().isFull()).isTrue();
      assertOnDisk(torrent);
      assertThat(torrent.info().files().files()).anyMatch(file -> file.isPadding());
      torrent.info().files().files().stream()
          .filter(file -> file.isPadding())
          .forEach(file -> assertThat(volume.has(path(file.path().toString()))).isFalse());
    }

    @Test
    void tellsOfAPieceOnlyOnceItIsWritten() {
      TestTorrent torrent = TestTorrent.random(5, 32 * KIB, 32 * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      desk.writePiece(0);
      desk.lanes.runAll();
      assertThat(desk.verified().isEmpty()).isTrue();

      desk.lanes.advance(SECOND / 50);

      assertThat(desk.verified().has(0)).isTrue();
      assertOnDisk(torrent);
    }

    @Test
    void doesNotWriteACorruptPieceAndTakesItAnew() {
      TestTorrent torrent = TestTorrent.random(6, 64 * KIB, 64 * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      desk.write(desk.geometry.block(0, 2), new byte[BLOCK]);
      List.of(0, 1, 3).forEach(i -> desk.write(desk.geometry.block(0, i)));
      desk.settle();

      assertThat(desk.only(PieceCorrupt.class).pieceIndex()).isZero();
      assertThat(volume.bytes(path("random-6"))).containsOnly(0);
      desk.assertNothingLeaked();

      desk.writePiece(0);
      desk.settle();
      assertThat(desk.verified().has(0)).isTrue();
      assertOnDisk(torrent);
    }

    @Test
    void theFingerprintsOfACorruptPieceDifferFromTheGoodOnesWhereItWasWrong() {
      TestTorrent torrent = TestTorrent.random(6, 512 * KIB, 512 * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume, TorrentPlace.of(DOWNLOADS, STATE), 8);
      desk.prepare();
      List<BlockRef> blocks = desk.blocks(0);
      desk.write(blocks.get(1), new byte[BLOCK]);
      desk.write(blocks.get(30), new byte[BLOCK]);
      blocks.stream().filter(block -> block.blockIndex() % 29 != 1).forEach(desk::write);
      desk.settle();
      desk.writePiece(0);
      desk.settle();

      desk.storage.fingerprint(0);
      desk.settle();

      BlockPrints bad = desk.only(PieceCorrupt.class).prints();
      BlockPrints good = desk.only(Fingerprinted.class).prints();
      assertThat(good.blockCount()).isEqualTo(32);
      for (int block = 0; block < 32; block++) {
        assertThat(bad.differsIn(block, good)).isEqualTo(block == 1 || block == 30);
      }
    }

    @Test
    void overwritesACorruptPieceThatMemoryWasTooSmallFor() {
      TestTorrent torrent = TestTorrent.random(7, 512 * KIB, 512 * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume, TorrentPlace.of(DOWNLOADS, STATE), 8);
      desk.prepare();
      List<BlockRef> blocks = desk.blocks(0);
      desk.write(blocks.get(0), new byte[BLOCK]);
      blocks.subList(1, blocks.size()).forEach(desk::write);
      desk.settle();
      assertThat(desk.all(PieceCorrupt.class)).hasSize(1);

      Collections.reverse(blocks);
      blocks.forEach(desk::write);
      desk.settle();

      assertThat(desk.verified().has(0)).isTrue();
      assertOnDisk(torrent);
      desk.assertNothingLeaked();
    }

    @Test
    void ignoresABlockThatCameBefore() {
      TestTorrent torrent = TestTorrent.random(8, 64 * KIB, 64 * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      desk.write(desk.geometry.block(0, 0));
      desk.write(desk.geometry.block(0, 0), new byte[BLOCK]);
      List.of(1, 2, 3).forEach(i -> desk.write(desk.geometry.block(0, i)));
      desk.settle();

      assertThat(desk.verified().has(0)).isTrue();
      desk.assertNothingLeaked();
    }

    @Test
    void keepsAVerifiedPieceFromBeingOverwritten() {
      TestTorrent torrent = TestTorrent.random(9, 32 * KIB, 32 * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      desk.writePiece(0);
      desk.settle();

      desk.write(desk.geometry.block(0, 0), new byte[BLOCK]);
      desk.settle();

      assertOnDisk(torrent);
      desk.assertNothingLeaked();
    }

    @Test
    void forgetsTheBlocksOfADiscardedPiece() {
      TestTorrent torrent = TestTorrent.random(10, 32 * KIB, 32 * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      desk.write(desk.geometry.block(0, 0), new byte[BLOCK]);
      desk.storage.discard(0);
      desk.lanes.runAll();
      desk.assertNothingLeaked();

      desk.writePiece(0);
      desk.settle();
      assertThat(desk.verified().has(0)).isTrue();
    }

    @Test
    void givesBackMemoryWhenTheNetworkFallsSilent() {
      TestTorrent torrent = TestTorrent.random(11, 64 * KIB, 64 * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      desk.write(desk.geometry.block(0, 1));

      desk.settle();

      desk.assertNothingLeaked();
      List.of(3, 2, 0).forEach(i -> desk.write(desk.geometry.block(0, i)));
      desk.settle();
      assertThat(desk.verified().has(0)).isTrue();
      assertOnDisk(torrent);
    }

    @Test
    void refusesABlockThatIsNoneAndReleasesIt() throws Exception {
      StorageDesk desk = new StorageDesk(TestTorrent.random(12, 32 * KIB, 32 * KIB), volume);
      var buffer = desk.buffers.lease(BLOCK);

      assertThatThrownBy(() -> desk.storage.write(new BlockRef(0, 1, BLOCK), buffer))
          .isInstanceOf(IllegalArgumentException.class);
      desk.assertNothingLeaked();
    }
  }

  @Nested
  class WhenPreparing {
    @Test
    void makesEmptyFilesAndGivesTheOthersTheirLengthWithoutTakingSpace() {
      StorageDesk desk = new StorageDesk(album(), volume);

      desk.prepare();

      desk.only(Prepared.class);
      assertThat(volume.bytes(path("album/empty"))).isEmpty();
      assertThat(volume.bytes(path("album/cd2/c"))).hasSize(200_001).containsOnly(0);
    }

    @Test
    void leavesOutFilesNotWantedUntilAPieceNeedsThem() {
      TestTorrent torrent = album();
      TorrentPlace place = new TorrentPlace(DOWNLOADS, STATE, Set.of(0, 4));
      StorageDesk desk = new StorageDesk(torrent, volume, place, 64);
      desk.prepare();
      assertThat(volume.has(path("album/cd1/a"))).isFalse();

      desk.writePiece(1);
      desk.settle();

      assertThat(volume.has(path("album/cd1/a"))).isTrue();
      assertThat(volume.has(path("album/cd2/c"))).isFalse();
    }

    @Test
    void cutsAFileThatIsTooLong() {
      TestTorrent torrent = TestTorrent.random(20, 1000, 16 * KIB);
      volume.put(path("random-20"), Arrays.copyOf(torrent.content(), 1500));
      StorageDesk desk = new StorageDesk(torrent, volume);

      desk.prepare();

      assertOnDisk(torrent);
    }

    @Test
    void saysHowMuchSpaceIsMissing() {
      volume.limitTo(1 << 20);
      StorageDesk desk = new StorageDesk(TestTorrent.random(21, 3 << 20, 256 * KIB), volume);

      desk.prepare();

      StorageFailure failure = desk.only(Failed.class).failure();
      assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.FULL);
      assertThat(failure.reason()).contains("3.0 MiB", "1.0 MiB free");
      assertThat(volume.usedBytes()).isZero();
    }

    /** FAT32 ends a file at 4 GiB less one byte. */
    @Test
    void refusesAFileThatIsLongerThanTheFileSystemAllowsBeforeItMakesAny() {
      volume.limitFilesTo(1 << 20);
      StorageDesk desk = new StorageDesk(TestTorrent.random(23, 3 << 20, 256 * KIB), volume);

      desk.prepare();

      StorageFailure failure = desk.only(Failed.class).failure();
      assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.FILE_TOO_LARGE);
      assertThat(failure.path()).isEqualTo(path("random-23"));
      assertThat(failure.reason()).contains("3.0 MiB", "ends files at 1.0 MiB");
      assertThat(volume.has(path("random-23"))).isFalse();
    }

    @Test
    void fillsWithZerosWhereHolesTakeSpace() {
      volume.forbidHoles();
      StorageDesk desk = new StorageDesk(TestTorrent.random(22, 20 << 20, 256 * KIB), volume);

      desk.prepare();

      assertThat(desk.events)
          .containsExactly(
              new Filled(16 << 20, 20 << 20), new Filled(20 << 20, 20 << 20), new Prepared());
      assertThat(volume.bytes(path("random-22"))).hasSize(20 << 20).containsOnly(0);
      assertThat(volume.has(path(".sluice-probe"))).isFalse();
    }

    @Test
    void stopsFillingWhenItIsToldTo() {
      volume.forbidHoles();
      StorageDesk desk = new StorageDesk(TestTorrent.random(24, 80 << 20, 256 * KIB), volume);
      desk.storage.prepare();
      while (desk.all(Filled.class).isEmpty()) {
        desk.lanes.runEach();
      }

      desk.run(desk.storage::stopPreparing);

      assertThat(desk.all(Prepared.class)).isEmpty();
      assertThat(volume.bytes(path("random-24")).length).isPositive().isLessThan(80 << 20);
      desk.prepare();
      assertThat(desk.all(Prepared.class)).hasSize(1);
      assertThat(volume.bytes(path("random-24"))).hasSize(80 << 20);
    }
  }

  @Nested
  class WhenReading {
    @Test
    void readsAcrossFilesAndPaddingAsZeros() throws Exception {
      TestTorrent torrent = album();
      putOnDisk(torrent);
      StorageDesk desk = new StorageDesk(torrent, volume);

      for (int i = 0; i < desk.geometry.pieceCount(); i++) {
        BlockRef whole = new BlockRef(i, 0, desk.geometry.pieceBytes(i));
        assertThat(desk.read(whole)).as("piece %d", i).isEqualTo(torrent.piece(i));
      }
    }

    @Test
    void readsManyBlocksInTheOrderTheyAreNamed() throws Exception {
      TestTorrent torrent = TestTorrent.random(32, 20 << 20, 256 * KIB);
      volume.put(path("random-32"), torrent.content());
      StorageDesk desk = new StorageDesk(torrent, volume);
      List<BlockRef> blocks =
          List.of(
              desk.geometry.block(3, 14),
              desk.geometry.block(3, 15),
              desk.geometry.block(4, 0),
              desk.geometry.block(70, 2),
              desk.geometry.block(4, 1),
              desk.geometry.block(0, 0));
      ByteBuffer target = ByteBuffer.allocate(6 * BLOCK + 10).position(3);

      desk.storage.read(blocks, target);

      assertThat(target.position()).isEqualTo(3 + 6 * BLOCK);
      assertThat(target.limit()).isEqualTo(target.capacity());
      for (int i = 0; i < blocks.size(); i++) {
        assertThat(target.slice(3 + i * BLOCK, BLOCK))
            .isEqualTo(ByteBuffer.wrap(torrent.block(blocks.get(i))));
      }
    }

    @Test
    void refusesAFileThatBecameShorter() {
      TestTorrent torrent = TestTorrent.random(30, 64 * KIB, 32 * KIB);
      volume.put(path("random-30"), torrent.content(0, 40_000));
      StorageDesk desk = new StorageDesk(torrent, volume);

      assertThatThrownBy(() -> desk.read(new BlockRef(1, 0, BLOCK)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("shorter");
    }

    @Test
    void makesNoFile() {
      StorageDesk desk = new StorageDesk(TestTorrent.random(31, 64 * KIB, 32 * KIB), volume);

      assertThatThrownBy(() -> desk.read(new BlockRef(0, 0, BLOCK)))
          .isInstanceOf(IOException.class);
      assertThat(volume.has(path("random-31"))).isFalse();
    }
  }

  @Nested
  class WhenChecking {
    @Test
    void findsThePiecesThatAreRight() {
      TestTorrent torrent = TestTorrent.random(40, 20 << 20, 64 * KIB);
      byte[] content = torrent.content();
      content[3 * 64 * KIB + 5] ^= 1;
      volume.put(path("random-40"), Arrays.copyOf(content, content.length - 1));
      StorageDesk desk = new StorageDesk(torrent, volume);

      PieceSet have = desk.check();

      PieceSet expected = PieceSet.full(320);
      expected.remove(3);
      expected.remove(319);
      assertThat(have).isEqualTo(expected);
      assertThat(desk.all(CheckProgressed.class)).hasSizeBetween(2, 100);
    }

    @Test
    void checksOnlyWhatWasAsked() {
      TestTorrent torrent = TestTorrent.random(41, 320 * KIB, 64 * KIB);
      putOnDisk(torrent);
      StorageDesk desk = new StorageDesk(torrent, volume);
      PieceSet some = new PieceSet(5);
      some.add(1);
      some.add(4);

      desk.run(() -> desk.storage.check(some.copy()));

      assertThat(desk.only(StorageEvent.CheckFinished.class).have()).isEqualTo(some);
    }

    @Test
    void findsNothingInAnEmptyFolder() {
      StorageDesk desk = new StorageDesk(album(), volume);

      assertThat(desk.check().isEmpty()).isTrue();
      assertThat(volume.openHandles()).isZero();
    }

    @Test
    void seesWhatWasWrittenBefore() {
      TestTorrent torrent = album();
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      desk.allBlocks().forEach(desk::write);

      assertThat(desk.check().isFull()).isTrue();
    }
  }

  @Nested
  class WhenResuming {
    private final TestTorrent torrent = album();

    private void downloadAndSave(int... pieces) {
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      Arrays.stream(pieces).forEach(desk::writePiece);
      desk.settle();
      desk.save(desk.verified());
      desk.only(Saved.class);
      desk.run(desk.storage::close);
    }

    private Inspected inspect() {
      return new StorageDesk(torrent, volume).inspect();
    }

    private PieceSet set(int... pieces) {
      PieceSet set = new PieceSet(torrent.info().geometry().pieceCount());
      Arrays.stream(pieces).forEach(set::add);
      return set;
    }

    @Test
    void trustsWhatNobodyTouched() {
      downloadAndSave(0, 3, 5);

      assertThat(inspect()).isEqualTo(new Inspected(set(0, 3, 5), set(), 7, 11));
    }

    @Test
    void isUnsureOfThePiecesOfAChangedFile() {
      downloadAndSave(0, 3, 5);
      volume.put(path("album/cd1/a"), new byte[50_000]);

      assertThat(inspect().trusted()).isEqualTo(set(3, 5));
      assertThat(inspect().unsure()).isEqualTo(set(0, 1));
    }

    @Test
    void missesThePiecesOfAFileThatWasRemoved() {
      downloadAndSave(0, 3, 5);
      volume.remove(path("album/cd1/a"));

      assertThat(inspect().trusted()).isEqualTo(set(3, 5));
      assertThat(inspect().unsure().isEmpty()).isTrue();
    }

    @Test
    void isUnsureOfEverythingThatLiesThereUnremembered() {
      putOnDisk(torrent);

      assertThat(inspect().trusted().isEmpty()).isTrue();
      assertThat(inspect().unsure().isFull()).isTrue();
    }

    @Test
    void isSureOfAnEmptyFolder() {
      Inspected inspected = inspect();

      assertThat(inspected.trusted().isEmpty()).isTrue();
      assertThat(inspected.unsure().isEmpty()).isTrue();
    }

    @Test
    void takesAnotherVolumeForUnmountedRatherThanEmpty() {
      downloadAndSave(0);
      byte[] resume = volume.bytes(resumePath());
      volume.mountOther("/dev/other");
      volume.put(resumePath(), resume);
      StorageDesk desk = new StorageDesk(torrent, volume);

      desk.run(desk.storage::inspect);

      StorageFailure failure = desk.only(Failed.class).failure();
      assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.MISSING);
      assertThat(failure.reason()).contains("memory", "mount");
    }

    /** As in a chroot, and where an app must not see the mounts. */
    @Test
    void believesThatItIsTheSameVolumeWhereTheSystemDoesNotNameIt() {
      downloadAndSave(0);
      byte[] resume = volume.bytes(resumePath());
      volume.mountOther("");
      volume.put(resumePath(), resume);
      StorageDesk desk = new StorageDesk(torrent, volume);

      desk.run(desk.storage::inspect);

      assertThat(desk.only(Inspected.class).trusted().isEmpty()).isTrue();
    }

    @Test
    void ignoresResumeDataOfAnotherFolder() {
      downloadAndSave(0);
      TorrentPlace elsewhere = TorrentPlace.of(Path.of("/elsewhere"), STATE);

      Inspected inspected = new StorageDesk(torrent, volume, elsewhere, 64).inspect();

      assertThat(inspected.trusted().isEmpty()).isTrue();
      assertThat(inspected.uploadedBytes()).isZero();
    }

    @Test
    void survivesAnyDamageToResumeData() {
      downloadAndSave(0, 3, 5);
      byte[] resume = volume.bytes(resumePath());
      Random random = new Random(1);
      for (int i = 0; i < 500; i++) {
        byte[] damaged = Arrays.copyOf(resume, random.nextInt(resume.length + 1));
        if (damaged.length > 0) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        volume.put(resumePath(), damaged);
        assertThat(inspect()).isNotNull();
      }
    }

    @Test
    void ignoresResumeDataOfAnotherTorrent() {
      downloadAndSave(0);
      byte[] resume = volume.bytes(resumePath());
      TestTorrent other = TestTorrent.random(50, 32 * KIB, 32 * KIB);
      volume.put(STATE.resolve(other.info().infoHash() + ".resume"), resume);
      volume.put(path("random-50"), other.content());

      Inspected inspected = new StorageDesk(other, volume).inspect();

      assertThat(inspected.trusted().isEmpty()).isTrue();
      assertThat(inspected.unsure().isFull()).isTrue();
    }

    private Path resumePath() {
      return STATE.resolve(torrent.info().infoHash() + ".resume");
    }
  }

  private static IOException unwritableName() {
    throw new InvalidPathException(
        "f\u00fcr", "Malformed input or input contains unmappable characters");
  }

  private static IOException bug() {
    throw new IllegalStateException("thrown by this test");
  }

  @Nested
  class WhenTheDiskFails {
    @Test
    void claimsNoPieceThatIsNotThereWhicheverOperationFails() {
      TestTorrent torrent = album();
      int operations = download(torrent, 0);
      assertThat(operations).isGreaterThan(20);

      for (int n = 1; n <= operations; n++) {
        download(torrent, n);
      }
    }

    /** Downloads on a disk whose n-th operation fails, and again what is missing then. */
    private int download(TestTorrent torrent, int failAt) {
      MemoryVolume disk = new MemoryVolume();
      FaultyVolume faulty = new FaultyVolume(disk, () -> new IOException("Input/output error"));
      StorageDesk desk = new StorageDesk(torrent, faulty, TorrentPlace.of(DOWNLOADS, STATE), 8);
      faulty.failAt(failAt == 0 ? Integer.MAX_VALUE : failAt);
      desk.prepare();
      fetch(desk, new PieceSet(desk.geometry.pieceCount()));
      int operations = faulty.operations();
      assertThat(desk.all(Failed.class)).as("fault %d", failAt).hasSize(failAt == 0 ? 0 : 1);
      desk.assertNothingLeaked();

      PieceSet claimed = desk.verified();
      PieceSet there = new StorageDesk(torrent, disk).check();
      assertThat(there.lacksSomeOf(claimed)).as("fault %d", failAt).isFalse();

      desk.prepare();
      fetch(desk, claimed);
      assertThat(desk.verified().isFull()).as("fault %d", failAt).isTrue();
      desk.assertNothingLeaked();
      return operations;
    }

    private void fetch(StorageDesk desk, PieceSet have) {
      List<BlockRef> blocks = new ArrayList<>(desk.allBlocks());
      blocks.removeIf(block -> have.has(block.pieceIndex()));
      Collections.shuffle(blocks, new Random(3));
      blocks.forEach(desk::write);
      desk.settle();
      desk.save(desk.verified());
    }

    @Test
    void answersEveryAttemptToPrepare() {
      volume.limitTo(1000);
      StorageDesk desk = new StorageDesk(TestTorrent.random(61, 512 * KIB, 32 * KIB), volume);

      desk.prepare();
      desk.prepare();

      assertThat(desk.all(Failed.class)).hasSize(2);
      assertThat(desk.all(Prepared.class)).isEmpty();
    }

    @Test
    void saysWhichNameTheSystemCannotWrite() {
      FaultyVolume faulty = new FaultyVolume(volume, TorrentStorageTest::unwritableName);
      StorageDesk desk = new StorageDesk(TestTorrent.random(63, 64 * KIB, 32 * KIB), faulty);
      faulty.failAt(1);

      desk.prepare();

      StorageFailure failure = desk.only(Failed.class).failure();
      assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.NOT_WRITABLE);
      assertThat(failure.reason()).contains("\"f\u00fcr\"", "locale");
    }

    @Test
    void releasesWhatItHoldsAfterABug() {
      FaultyVolume faulty = new FaultyVolume(volume, TorrentStorageTest::bug);
      StorageDesk desk = new StorageDesk(TestTorrent.random(64, 512 * KIB, 32 * KIB), faulty);
      desk.prepare();
      faulty.failAt(1);

      desk.allBlocks().forEach(desk::write);
      desk.settle();

      StorageFailure failure = desk.only(Failed.class).failure();
      assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.BROKEN);
      assertThat(failure.reason()).contains("a bug in Sluice");
      desk.assertNothingLeaked();
    }

    @Test
    void tellsReaderAndTorrentOfABugWhileReading() {
      FaultyVolume faulty = new FaultyVolume(volume, TorrentStorageTest::bug);
      StorageDesk desk = seeding(faulty);
      faulty.failAt(1);

      assertThatThrownBy(() -> desk.read(desk.geometry.block(0, 0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a bug in Sluice");
      desk.only(Failed.class);
    }

    @Test
    void tellsTheTorrentOnceThatItsBytesCannotBeRead() {
      FaultyVolume faulty = new FaultyVolume(volume, () -> new IOException("Input/output error"));
      StorageDesk desk = seeding(faulty);

      for (int i = 0; i < 2; i++) {
        faulty.failAt(1);
        assertThatThrownBy(() -> desk.read(desk.geometry.block(0, 0)))
            .isInstanceOf(IOException.class);
      }

      assertThat(desk.only(Failed.class).failure().kind()).isEqualTo(StorageFailure.Kind.BROKEN);
    }

    @Test
    void answersEveryCheckAndExpectsItsPiecesAnew() {
      FaultyVolume faulty = new FaultyVolume(volume, () -> new IOException("Input/output error"));
      StorageDesk desk = seeding(faulty);
      int stampOpenRead = 3;

      for (int i = 0; i < 2; i++) {
        faulty.failAt(stampOpenRead);
        desk.run(() -> desk.storage.check(PieceSet.full(desk.geometry.pieceCount())));
      }

      assertThat(desk.all(Failed.class)).hasSize(2);
      assertThat(desk.all(StorageEvent.CheckFinished.class)).isEmpty();

      desk.prepare();
      desk.allBlocks().forEach(desk::write);
      desk.settle();
      assertThat(desk.verified().isFull()).isTrue();
    }

    private StorageDesk seeding(Volume from) {
      TestTorrent torrent = TestTorrent.random(65, 128 * KIB, 32 * KIB);
      putOnDisk(torrent);
      StorageDesk desk = new StorageDesk(torrent, from);
      assertThat(desk.check().isFull()).isTrue();
      desk.events.clear();
      return desk;
    }

    @Test
    void deletesItsFilesAndItsResumeDataAndNothingElse() {
      StorageDesk desk = seeding(volume);
      desk.run(() -> desk.storage.save(new ResumeSnapshot(new PieceSet(4), 0, 0)));
      volume.put(path("somebody else's"), new byte[] {1});

      desk.run(desk.storage::closeAndDelete);

      assertThat(desk.events).last().isInstanceOf(Closed.class);
      assertThat(volume.has(path("somebody else's"))).isTrue();
      String resumeData = desk.torrent.info().infoHash().toHex() + ".resume";
      assertThat(volume.has(STATE.resolve(resumeData))).isFalse();
      desk.torrent
          .info()
          .files()
          .forEach(file -> assertThat(volume.has(path(file.path().toString()))).isFalse());
      desk.assertNothingLeaked();
    }

    @Test
    void answersThoughTheLanesHaveStopped() throws IOException {
      List<StorageEvent> events = new ArrayList<>();
      DiskLanes stopped = DiskLanes.start(2, Thread::new, MonotonicClock.SYSTEM);
      stopped.close();
      TorrentStorage storage =
          new DiskStorage(volume, stopped, new BlockBuffers(16 * BLOCK), 8)
              .open(album().info(), TorrentPlace.of(DOWNLOADS, STATE), collector(events));

      storage.inspect();
      storage.prepare();
      storage.close();

      assertThat(events).hasSize(3).last().isInstanceOf(Closed.class);
      assertThat(events.subList(0, 2)).hasOnlyElementsOfType(Failed.class);
    }

    private static Sink<StorageEvent> collector(List<StorageEvent> events) {
      return new Sink<>() {
        @Override
        public boolean post(StorageEvent message) {
          return events.add(message);
        }

        @Override
        public boolean offer(StorageEvent message) {
          return events.add(message);
        }
      };
    }

    @Test
    void savesWhatIsThere() {
      TestTorrent torrent = TestTorrent.random(62, 128 * KIB, 32 * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      desk.writePiece(1);
      desk.settle();
      volume.limitTo(volume.usedBytes());
      desk.writePiece(2);
      desk.settle();
      desk.only(Failed.class);

      volume.limitTo(1 << 20);
      desk.save(desk.verified());

      desk.only(Saved.class);
      Inspected inspected = new StorageDesk(torrent, volume).inspect();
      assertThat(inspected.trusted()).isEqualTo(desk.verified());
      assertThat(inspected.trusted().size()).isEqualTo(1);
    }

    @Test
    void saysThatTheDiskIsFullAndGoesOnWhenThereIsSpace() {
      TestTorrent torrent = TestTorrent.random(60, 512 * KIB, 32 * KIB);
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      volume.limitTo(200 * KIB);

      desk.allBlocks().forEach(desk::write);
      desk.settle();

      assertThat(desk.only(Failed.class).failure().kind()).isEqualTo(StorageFailure.Kind.FULL);
      desk.assertNothingLeaked();

      volume.limitTo(1 << 30);
      desk.prepare();
      desk.allBlocks().forEach(desk::write);
      desk.settle();
      assertThat(desk.verified().isFull()).isTrue();
      assertOnDisk(torrent);
    }
  }

  @Nested
  class WhenThePowerFails {
    @Test
    void trustsNoPieceThatIsNotThere() {
      for (long seed = 0; seed < 200; seed++) {
        crashOnce(seed);
      }
    }

    /** In the midst of making files, of writing, of hashing, of saving: after each operation. */
    @Test
    void trustsNoPieceThatIsNotThereWhicheverOperationWasTheLast() {
      int operations = downloadUntil(Integer.MAX_VALUE, 0);
      assertThat(operations).isGreaterThan(40);

      for (int n = 1; n <= operations; n++) {
        for (long seed = 0; seed < 4; seed++) {
          downloadUntil(n, seed);
        }
      }
    }

    /** Saves after every few pieces; the power fails at the n-th operation. */
    private int downloadUntil(int n, long seed) {
      Random random = new Random(seed);
      MemoryVolume disk = new MemoryVolume();
      FaultyVolume failing = new FaultyVolume(disk, () -> new IOException("the power is off"));
      TestTorrent torrent = album();
      StorageDesk desk = new StorageDesk(torrent, failing, TorrentPlace.of(DOWNLOADS, STATE), 64);
      failing.failFrom(n);
      desk.prepare();
      List<Integer> pieces = new ArrayList<>();
      for (int i = 0; i < desk.geometry.pieceCount(); i++) {
        pieces.add(i);
      }
      Collections.shuffle(pieces, new Random(7));
      for (int i = 0; i < pieces.size(); i++) {
        desk.writePiece(pieces.get(i));
        desk.settle();
        if (i % 3 == 2 && desk.all(Failed.class).isEmpty()) {
          desk.save(desk.verified());
        }
      }
      int operations = failing.operations();

      disk.crash(random);

      StorageDesk after = new StorageDesk(torrent, disk);
      PieceSet trusted = after.inspect().trusted();
      assertThat(after.check().lacksSomeOf(trusted)).as("fault %d, seed %d", n, seed).isFalse();
      return operations;
    }

    private void crashOnce(long seed) {
      Random random = new Random(seed);
      MemoryVolume disk = new MemoryVolume();
      TestTorrent torrent = album();
      StorageDesk desk = new StorageDesk(torrent, disk);
      desk.prepare();
      List<BlockRef> blocks = desk.allBlocks();
      Collections.shuffle(blocks, random);
      int end = random.nextInt(blocks.size() + 1);
      for (BlockRef block : blocks.subList(0, end)) {
        desk.write(block);
        if (random.nextInt(4) == 0) {
          desk.lanes.advance(random.nextInt(300) * SECOND / 1000);
        }
        if (random.nextInt(10) == 0) {
          desk.save(desk.verified());
        }
      }

      disk.crash(random);

      StorageDesk after = new StorageDesk(torrent, disk);
      PieceSet trusted = after.inspect().trusted();
      assertThat(after.check().lacksSomeOf(trusted)).as("seed %d", seed).isFalse();
    }
  }

  @Test
  void isNotCongestedByWhatItsLanesGatherTogether() {
    StorageDesk desk = new StorageDesk(TestTorrent.random(66, 8 << 20, 32 * KIB), volume);
    int pieceBlocks = 2;
    int gatheredByEachLane = 10 * pieceBlocks;

    assertThat(desk.storage.metrics().flushThresholdBlocks()).isEqualTo(2 * gatheredByEachLane);
  }

  @Nested
  class WhenClosing {
    @Test
    void writesWhatIsHeldAndClosesEveryFile() {
      TestTorrent torrent = album();
      StorageDesk desk = new StorageDesk(torrent, volume);
      desk.prepare();
      desk.allBlocks().forEach(desk::write);

      desk.run(desk.storage::close);

      assertThat(desk.verified().isFull()).isTrue();
      assertThat(desk.events.get(desk.events.size() - 1)).isInstanceOf(Closed.class);
      assertOnDisk(torrent);
      assertThat(volume.openHandles()).isZero();
    }

    @Test
    void saysNothingAfterItsLastWord() {
      StorageDesk desk = new StorageDesk(album(), volume);
      desk.run(desk.storage::close);
      desk.events.clear();

      desk.run(desk.storage::prepare);
      desk.run(desk.storage::inspect);
      desk.run(() -> desk.storage.check(PieceSet.full(desk.geometry.pieceCount())));
      desk.save(new PieceSet(desk.geometry.pieceCount()));

      assertThat(desk.events).isEmpty();
      assertThat(volume.openHandles()).isZero();
    }

    @Test
    void dropsWhatComesLater() {
      StorageDesk desk = new StorageDesk(album(), volume);
      desk.prepare();
      desk.run(desk.storage::close);

      desk.write(desk.geometry.block(0, 0));
      desk.settle();

      desk.assertNothingLeaked();
      assertThat(volume.openHandles()).isZero();
      assertThatThrownBy(() -> desk.read(new BlockRef(0, 0, 1))).isInstanceOf(IOException.class);
    }
  }
}
