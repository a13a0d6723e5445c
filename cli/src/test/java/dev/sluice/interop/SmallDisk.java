package dev.sluice.interop;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A file system in memory that is soon full. */
final class SmallDisk implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Path work;
  private final Path folder;

  private SmallDisk(Path work, Path folder) {
    this.work = work;
    this.folder = folder;
  }

  /** Mounts one of {@code sizeMib}; only root may, so for others the test is skipped. */
  static SmallDisk mount(Path work, int sizeMib) {
    Path folder = work.resolve("small-disk");
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String size = "size=" + sizeMib + "m";
    if (run(work, "mount", "-t", "tmpfs", "-o", size, "sluice-test", folder.toString()) != 0) {
      abort("a full disk needs mount -t tmpfs, which this user may not do");
    }
    return new SmallDisk(work, folder);
  }

  /** Makes it larger while it is in use. */
  void growTo(int sizeMib) {
    String size = "remount,size=" + sizeMib + "m";
    if (run(work, "mount", "-o", size, folder.toString()) != 0) {
      throw new IllegalStateException("cannot be made larger: " + folder);
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    if (run(work, "umount", "--lazy", folder.toString()) != 0) {
      throw new IllegalStateException("still mounted: " + folder);
    }
  }

  private static int run(Path work, String... command) {
    try (var process = ClientProcess.start(work, command[0], List.of(command))) {
      return process.awaitExit(DEADLINE);
    }
  }
}
