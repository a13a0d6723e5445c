package dev.sluice.storage;

import dev.sluice.storage.platform.PlatformFolder;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A platform that hands out descriptors of the files below a folder, and complains of those that
 * never come back.
 */
final class HandedOut implements PlatformFolder, AutoCloseable {
  private final Path root;
  private final Map<FileDescriptor, RandomAccessFile> open = new IdentityHashMap<>();

  HandedOut(Path root) {
    this.root = root;
  }

  @Override
  public String name() {
    return "content://documents/tree/1";
  }

  @Override
  public synchronized FileDescriptor openToRead(String path) throws IOException {
    if (!Files.exists(root.resolve(path))) {
      throw new NoSuchFileException(path);
    }
    return remember(new RandomAccessFile(root.resolve(path).toFile(), "r"));
  }

  @Override
  public synchronized FileDescriptor openToWrite(String path) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    return remember(new RandomAccessFile(root.resolve(path).toFile(), "rw"));
  }

  private FileDescriptor remember(RandomAccessFile file) throws IOException {
    open.put(file.getFD(), file);
    return file.getFD();
  }

  @Override
  public synchronized void close(FileDescriptor file) throws IOException {
    Optional.ofNullable(open.remove(file)).orElseThrow().close();
  }

  @Override
  public long sizeBytes(String path) throws IOException {
    return Files.exists(root.resolve(path)) ? Files.size(root.resolve(path)) : -1;
  }

  @Override
  public long modifiedMillis(String path) throws IOException {
    return Files.getLastModifiedTime(root.resolve(path)).toMillis();
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(root.resolve(path));
  }

  @Override
  public long usableBytes() {
    return root.toFile().getUsableSpace();
  }

  @Override
  public synchronized void close() {
    if (!open.isEmpty()) {
      throw new AssertionError("not closed: " + open.size() + " files");
    }
  }
}
