package dev.sluice.testkit;

import dev.sluice.storage.FileStamp;
import dev.sluice.storage.Folder;
import dev.sluice.storage.OpenFile;
import dev.sluice.storage.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A volume that refuses one operation, counted over all its files, and then works again; or lets
 * something happen before one.
 */
public final class FaultyVolume implements Volume {
  private final Volume volume;
  private final Supplier<? extends IOException> fault;
  private int operationsLeft = Integer.MAX_VALUE;
  private int operations;
  private boolean lasting;
  private int operationsBefore = Integer.MAX_VALUE;
  private Runnable happening = () -> {};

  /** Wraps {@code volume}; nothing fails before {@link #failAt}. */
  public FaultyVolume(Volume volume, Supplier<? extends IOException> fault) {
    this.volume = volume;
    this.fault = fault;
  }

  /** Makes the {@code n}-th operation from now on fail, from 1. */
  public void failAt(int n) {
    operationsLeft = n;
  }

  /** Makes the {@code n}-th operation from now on fail, from 1, and all that follow it. */
  public void failFrom(int n) {
    operationsLeft = n;
    lasting = true;
  }

  /** Lets something happen before the {@code n}-th operation from now on, from 1. */
  public void before(int n, Runnable something) {
    operationsBefore = n;
    happening = something;
  }

  /** Returns how many operations were asked for. */
  public int operations() {
    return operations;
  }

  @Override
  public Folder folder(Path directory) throws IOException {
    return new FaultyFolder(volume.folder(directory));
  }

  private void count() throws IOException {
    operations++;
    operationsBefore--;
    if (operationsBefore == 0) {
      happening.run();
    }
    operationsLeft--;
    if (operationsLeft == 0 || (lasting && operationsLeft < 0)) {
      throw fault.get();
    }
  }

  private final class FaultyFolder implements Folder {
    private final Folder folder;

    FaultyFolder(Folder folder) {
      this.folder = folder;
    }

    @Override
    public Path path() {
      return folder.path();
    }

    @Override
    public OpenFile open(Path relative, Access access) throws IOException {
      count();
      return new FaultyFile(folder.open(relative, access));
    }

    @Override
    public Optional<FileStamp> stamp(Path relative) throws IOException {
      count();
      return folder.stamp(relative);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
      count();
      folder.replace(from, to);
    }

    @Override
    public void delete(Path relative) throws IOException {
      count();
      folder.delete(relative);
    }

    @Override
    public long usableBytes() throws IOException {
      count();
      return folder.usableBytes();
    }

    @Override
    public long maxFileBytes() {
      return folder.maxFileBytes();
    }

    @Override
    public String volumeName() throws IOException {
      count();
      return folder.volumeName();
    }
  }

  private final class FaultyFile implements OpenFile {
    private final OpenFile file;

    FaultyFile(OpenFile file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      count();
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer[] sources, int sourceCount, long position) throws IOException {
      count();
      file.write(sources, sourceCount, position);
    }

    @Override
    public long size() throws IOException {
      count();
      return file.size();
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
      count();
      file.truncate(sizeBytes);
    }

    @Override
    public void force() throws IOException {
      count();
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
