package dev.sluice.mobile;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** A folder as an app would hand it in, on the desktop's disk; knows what was not closed. */
final class GrantedFolder implements MobileFolder, AutoCloseable {
  private final File root;
  private final Map<FileDescriptor, RandomAccessFile> open = new IdentityHashMap<>();

  GrantedFolder(Path root) {
    this.root = root.toFile();
  }

  @Override
  public String name() {
    return "content://tree/granted";
  }

  private File file(String path) {
    return new File(root, path);
  }

  @Override
  public FileDescriptor openToRead(String path) {
    return file(path).exists() ? open(path, "r") : new FileDescriptor();
  }

  @Override
  public FileDescriptor openToWrite(String path) {
    Optional.ofNullable(file(path).getParentFile()).ifPresent(File::mkdirs);
    return open(path, "rw");
  }

  private synchronized FileDescriptor open(String path, String mode) {
    try {
      RandomAccessFile file = new RandomAccessFile(file(path), mode);
      open.put(file.getFD(), file);
      return file.getFD();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close(FileDescriptor file) {
    try {
      Optional.ofNullable(open.remove(file)).orElseThrow().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long sizeBytes(String path) {
    return file(path).exists() ? file(path).length() : -1;
  }

  @Override
  public long modifiedMillis(String path) {
    return file(path).lastModified();
  }

  @Override
  public void delete(String path) {
    file(path).delete();
  }

  @Override
  public long usableBytes() {
    return root.getUsableSpace();
  }

  @Override
  public synchronized void close() {
    if (!open.isEmpty()) {
      throw new AssertionError("not closed: " + open.size() + " files");
    }
  }
}
