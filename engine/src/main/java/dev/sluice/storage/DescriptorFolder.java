package dev.sluice.storage;

import dev.sluice.storage.platform.PlatformFolder;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * A folder whose files come as open descriptors. What is a link or no regular file there is the
 * platform's affair: it has no such things, or does not open them.
 */
final class DescriptorFolder implements Folder {
  private static final int COPIED_BYTES = 64 << 10;

  private final Path path;
  private final PlatformFolder platform;

  /**
   * Takes what the platform opens.
   *
   * @param path what the folder is called in messages
   */
  DescriptorFolder(Path path, PlatformFolder platform) {
    this.path = path;
    this.platform = platform;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public OpenFile open(Path relative, Access access) throws IOException {
    String name = name(relative);
    FileDescriptor file =
        access == Access.READ ? platform.openToRead(name) : platform.openToWrite(name);
    return new DiskFile(reading(file), writing(file), () -> platform.close(file));
  }

  @SuppressWarnings("StreamResourceLeak") // the platform closes the descriptor, and both with it
  private static FileChannel reading(FileDescriptor file) {
    return new FileInputStream(file).getChannel();
  }

  @SuppressWarnings("StreamResourceLeak") // likewise
  private static FileChannel writing(FileDescriptor file) {
    return new FileOutputStream(file).getChannel();
  }

  @Override
  public Optional<FileStamp> stamp(Path relative) throws IOException {
    String name = name(relative);
    long sizeBytes = platform.sizeBytes(name);
    if (sizeBytes < 0) {
      return Optional.empty();
    }
    long modifiedNanos = TimeUnit.MILLISECONDS.toNanos(platform.modifiedMillis(name));
    return Optional.of(new FileStamp(sizeBytes, modifiedNanos));
  }

  /** Copies, as platforms cannot replace: a crash may leave less than the whole of either. */
  @Override
  public void replace(Path from, Path to) throws IOException {
    if (platform.sizeBytes(name(from)) < 0) {
      throw new NoSuchFileException(path.resolve(from).toString());
    }
    platform.delete(name(to));
    try (OpenFile source = open(from, Access.READ);
        OpenFile target = open(to, Access.WRITE)) {
      copy(source, target);
      target.force();
    }
    platform.delete(name(from));
  }

  private static void copy(OpenFile source, OpenFile target) throws IOException {
    ByteBuffer[] part = {ByteBuffer.allocate(COPIED_BYTES)};
    long position = 0;
    while (source.read(part[0], position) > 0) {
      part[0].flip();
      position += part[0].remaining();
      target.write(part, 1, position - part[0].remaining());
      part[0].clear();
    }
  }

  @Override
  public void delete(Path relative) throws IOException {
    platform.delete(name(relative));
  }

  @Override
  public long usableBytes() throws IOException {
    return platform.usableBytes();
  }

  /** Returns the most there is: platforms do not tell what lies below their folders. */
  @Override
  public long maxFileBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public String volumeName() {
    return platform.name();
  }

  private static String name(Path relative) throws AccessDeniedException {
    Path plain = relative.normalize();
    if (relative.isAbsolute() || plain.toString().isEmpty() || plain.startsWith("..")) {
      throw new AccessDeniedException(relative.toString(), null, "leads out of the folder");
    }
    StringJoiner name = new StringJoiner("/");
    plain.forEach(element -> name.add(element.toString()));
    return name.toString();
  }
}
