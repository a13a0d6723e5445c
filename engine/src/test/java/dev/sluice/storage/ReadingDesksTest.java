package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testkit.MemoryVolume;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingDesksTest {
  private static final Path FOLDER = Path.of("/downloads");

  private final TestTorrent torrent = TestTorrent.random(1, 100_000, 32 << 10);
  private final MemoryVolume volume = new MemoryVolume();
  private final ReadingDesks desks = ReadingDesks.of(1, 4);
  private final ByteBuffer target = ByteBuffer.allocate(100);
  private final TorrentFiles files =
      new TorrentFiles(torrent.info().files(), volume.folder(FOLDER));

  @BeforeEach
  void putOnDisk() {
    volume.put(FOLDER.resolve("random-1"), torrent.content());
  }

  @AfterEach
  void everyFileIsClosed() {
    desks.closeAll(files);
    assertThat(volume.openHandles()).isZero();
  }

  private void read(OpenFiles open) throws StorageException {
    files.read(open, 0, target.clear());
  }

  @Test
  void readsWithAFileThatStaysOpen() throws Exception {
    assertThat(desks.tryRead(files, this::read)).isTrue();

    assertThat(target.array()).isEqualTo(torrent.content(0, 100));
    assertThat(volume.openHandles()).isEqualTo(1);
  }

  @Test
  void letsNobodyWait() throws Exception {
    desks.tryRead(
        files,
        open -> {
          Thread other = new Thread(() -> assertThat(triesInVain()).isTrue());
          joined(other);
        });

    assertThat(volume.openHandles()).isZero();
  }

  private boolean triesInVain() {
    try {
      return !desks.tryRead(files, this::read);
    } catch (StorageException | InterruptedException e) {
      return false;
    }
  }

  private static void joined(Thread thread) {
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void leavesFilesOpenForWhoReads() throws Exception {
    desks.tryRead(
        files,
        open -> {
          read(open);
          joined(new Thread(() -> desks.closeAll(files)));
          assertThat(volume.openHandles()).isEqualTo(1);
        });
  }

  @Test
  void opensFilesAnewAfterAFailure() throws Exception {
    assertThatThrownBy(() ->
            desks.tryRead(
                files,
                open -> {
                  read(open);
                  throw Refusals.explain(FOLDER, new IOException("Input/output error"));
                }))
        .isInstanceOf(StorageException.class);
    assertThat(volume.openHandles()).isZero();

    assertThat(desks.tryRead(files, this::read)).isTrue();
  }

  /** An interrupt makes the system close the file: no fault of the disk, and none of the next. */
  @Test
  void tellsAnInterruptFromAFailureOfTheDisk() throws Exception {
    assertThatThrownBy(() ->
            desks.tryRead(
                files,
                open -> {
                  Thread.currentThread().interrupt();
                  throw Refusals.explain(FOLDER, new IOException("closed by interrupt"));
                }))
        .isInstanceOf(InterruptedException.class);

    assertThat(desks.tryRead(files, this::read)).isTrue();
  }
}
