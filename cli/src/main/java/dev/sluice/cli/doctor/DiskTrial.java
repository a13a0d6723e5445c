package dev.sluice.cli.doctor;

import dev.sluice.cli.report.Amounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tries the folder that files are to go into: its space, its file system, and how fast it writes.
 */
public final class DiskTrial {
  /** A second or two on a slow disk, and more than a disk's own cache. */
  private static final int TRIAL_BYTES = 64 << 20;

  private static final int CHUNK_BYTES = 1 << 20;

  /** Slower than most lines bring data. */
  private static final long SLOW_BYTES_PER_SECOND = 20 << 20;

  /** File systems whose files end at 4 GiB. */
  private static final Set<String> SHORT_FILES = Set.of("vfat", "msdos", "fat", "fat32");

  private final Path folder;
  private final LongSupplier nanoTime;

  /** Tries {@code folder}, which exists. */
  public DiskTrial(Path folder, LongSupplier nanoTime) {
    this.folder = folder;
    this.nanoTime = nanoTime;
  }

  /** Writes 64 MiB, deletes them, and adds what was found. */
  public void addTo(Page page) {
    try {
      long usableBytes = folder.toFile().getUsableSpace();
      page.add(fileSystem());
      page.add(space(usableBytes));
      if (usableBytes > 2L * TRIAL_BYTES) {
        page.add(speed());
      }
    } catch (IOException e) {
      String advice = "cannot be written to (" + e.getMessage() + "); choose another with -d";
      page.add(new Finding("disk", "folder", folder.toString(), advice));
    }
  }

  private Finding fileSystem() {
    String type = type();
    boolean isShort = SHORT_FILES.contains(type.toLowerCase(Locale.ROOT));
    String advice =
        isShort ? "files of 4 GiB and more do not fit there; choose another folder with -d" : "";
    return new Finding("disk", "file system", type, advice);
  }

  private String type() {
    try {
      return Files.getFileStore(folder).type();
    } catch (IOException e) {
      return "unknown"; // as in a chroot, which does not see what is mounted
    }
  }

  private static Finding space(long usableBytes) {
    String advice = usableBytes < 1L << 30 ? "the disk is nearly full; free some space" : "";
    return new Finding("disk", "free", Amounts.bytes(usableBytes), advice);
  }

  private Finding speed() throws IOException {
    Path file = Files.createTempFile(folder, ".sluice-doctor", ".tmp");
    try {
      long beganNanos = nanoTime.getAsLong();
      write(file);
      long tookNanos = Math.max(1, nanoTime.getAsLong() - beganNanos);
      long rate = (long) (TRIAL_BYTES * 1e9 / tookNanos);
      String advice =
          rate < SLOW_BYTES_PER_SECOND
              ? "the disk is slow; downloads wait for it, and say 'held back by disk'"
              : "";
      return new Finding("disk", "writing", Amounts.rate(rate) + ", forced", advice);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void write(Path file) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int written = 0; written < TRIAL_BYTES; written += CHUNK_BYTES) {
        chunk.clear().putInt(0, written);
        while (chunk.hasRemaining()) {
          int unused = channel.write(chunk);
        }
      }
      channel.force(true);
    }
  }
}
