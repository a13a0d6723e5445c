package dev.sluice.storage;

import dev.sluice.storage.StorageFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder on a volume of which some space is to stay free, for everybody else: what is reserved
 * does not count as usable, and is not written to.
 *
 * <p>Asking the system for its space before every write would cost more than the write. Each open
 * file asks now and then, so a little more may be written than is right.
 */
final class ReservedFolder implements Folder {
  /** Written through one handle between two looks at the space left. */
  static final long LOOK_BYTES = 4 << 20;

  private final Folder folder;
  private final long reserveBytes;

  /** Keeps {@code reserveBytes} free on the volume of {@code folder}. */
  ReservedFolder(Folder folder, long reserveBytes) {
    this.folder = folder;
    this.reserveBytes = reserveBytes;
  }

  @Override
  public Path path() {
    return folder.path();
  }

  @Override
  public OpenFile open(Path relative, Access access) throws IOException {
    OpenFile file = folder.open(relative, access);
    return access == Access.READ ? file : new ReservedFile(file, relative);
  }

  @Override
  public Optional<FileStamp> stamp(Path relative) throws IOException {
    return folder.stamp(relative);
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    folder.replace(from, to);
  }

  @Override
  public void delete(Path relative) throws IOException {
    folder.delete(relative);
  }

  @Override
  public long usableBytes() throws IOException {
    return Math.max(0, folder.usableBytes() - reserveBytes);
  }

  @Override
  public long maxFileBytes() {
    return folder.maxFileBytes();
  }

  @Override
  public String volumeName() throws IOException {
    return folder.volumeName();
  }

  private final class ReservedFile implements OpenFile {
    private final OpenFile file;
    private final Path relative;

    /** What may be written before the next look. */
    private long leftBytes;

    ReservedFile(OpenFile file, Path relative) {
      this.file = file;
      this.relative = relative;
    }

    @Override
    public void write(ByteBuffer[] sources, int count, long position) throws IOException {
      if (leftBytes <= 0) {
        leftBytes = Math.min(LOOK_BYTES, unreservedBytes());
      }
      for (int i = 0; i < count; i++) {
        leftBytes -= sources[i].remaining();
      }
      file.write(sources, count, position);
    }

    private long unreservedBytes() throws IOException {
      long bytes = usableBytes();
      if (bytes == 0) {
        String reason =
            "the disk is full but for the "
                + (reserveBytes >> 20)
                + " MiB that are to stay free; free some space and try again";
        throw new StorageException(new StorageFailure(Kind.FULL, path().resolve(relative), reason));
      }
      return bytes;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
      file.truncate(sizeBytes);
    }

    @Override
    public void force() throws IOException {
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
