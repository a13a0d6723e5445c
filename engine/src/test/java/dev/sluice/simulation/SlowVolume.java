package dev.sluice.simulation;

import dev.sluice.storage.FileStamp;
import dev.sluice.storage.Folder;
import dev.sluice.storage.OpenFile;
import dev.sluice.storage.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** A volume that tells the simulated disk of each access. */
final class SlowVolume implements Volume {
  private final Volume volume;
  private final SimulatedDisk disk;

  SlowVolume(Volume volume, SimulatedDisk disk) {
    this.volume = volume;
    this.disk = disk;
  }

  @Override
  public Folder folder(Path directory) throws IOException {
    return new SlowFolder(volume.folder(directory));
  }

  private final class SlowFolder implements Folder {
    private final Folder folder;

    SlowFolder(Folder folder) {
      this.folder = folder;
    }

    @Override
    public Path path() {
      return folder.path();
    }

    @Override
    public OpenFile open(Path relative, Access access) throws IOException {
      return new SlowFile(folder.open(relative, access));
    }

    @Override
    public Optional<FileStamp> stamp(Path relative) throws IOException {
      return folder.stamp(relative);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
      disk.access();
      folder.replace(from, to);
    }

    @Override
    public void delete(Path relative) throws IOException {
      disk.access();
      folder.delete(relative);
    }

    @Override
    public long usableBytes() throws IOException {
      return folder.usableBytes();
    }

    @Override
    public long maxFileBytes() {
      return folder.maxFileBytes();
    }

    @Override
    public String volumeName() throws IOException {
      return folder.volumeName();
    }
  }

  private final class SlowFile implements OpenFile {
    private final OpenFile file;

    SlowFile(OpenFile file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      disk.access();
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer[] sources, int count, long position) throws IOException {
      disk.access();
      file.write(sources, count, position);
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
      disk.access();
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
