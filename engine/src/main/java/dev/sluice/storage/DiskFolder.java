package dev.sluice.storage;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A folder on disk.
 *
 * <p>Every element of a path below it is looked at before use: folders must be folders and the file
 * a regular file, neither of them a link; a link put in the file's place in between is refused by
 * the system, which is told not to follow it.
 */
final class DiskFolder implements Folder {
  private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS);
  private static final Set<OpenOption> WRITING =
      Set.of(
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.CREATE,
          NOFOLLOW_LINKS);

  /** The file systems that count a file's bytes with 32 bits, by the names that systems give. */
  private static final Set<String> SHORT_FILES = Set.of("vfat", "msdos", "fat", "fat32");

  private static final long SHORT_FILE_BYTES = 0xffff_ffffL;

  private final Path root;

  DiskFolder(Path root) {
    this.root = root;
  }

  @Override
  public Path path() {
    return root;
  }

  @Override
  public OpenFile open(Path relative, Access access) throws IOException {
    Path file = resolve(relative);
    if (access == Access.READ) {
      refuseLinks(foldersAbove(file));
      refuseUnlessRegular(file, attributes(file).orElseThrow(() -> noSuchFile(file)));
      return new DiskFile(FileChannel.open(file, READING));
    }
    makeFolders(foldersAbove(file));
    Optional<BasicFileAttributes> existing = attributes(file);
    if (existing.isPresent()) {
      refuseUnlessRegular(file, existing.get());
    }
    return new DiskFile(FileChannel.open(file, WRITING));
  }

  @Override
  public Optional<FileStamp> stamp(Path relative) throws IOException {
    Path file = resolve(relative);
    refuseLinks(foldersAbove(file));
    Optional<BasicFileAttributes> attributes = attributes(file);
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    refuseUnlessRegular(file, attributes.get());
    return Optional.of(FileStamp.of(attributes.get()));
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    Path source = resolve(from);
    Path target = resolve(to);
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      // Between the two steps a crash leaves no target; its reader takes that for "unknown".
      Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void delete(Path relative) throws IOException {
    Path file = resolve(relative);
    refuseLinks(foldersAbove(file));
    Files.deleteIfExists(file);
  }

  @Override
  public long usableBytes() throws IOException {
    Path path = nearestExisting();
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      return path.toFile().getUsableSpace(); // needs no table of mounts
    }
  }

  @Override
  public long maxFileBytes() {
    try {
      String type = Files.getFileStore(nearestExisting()).type().toLowerCase(Locale.ROOT);
      return SHORT_FILES.contains(type) ? SHORT_FILE_BYTES : Long.MAX_VALUE;
    } catch (IOException e) {
      return Long.MAX_VALUE; // where the mounts are not told, only writing tells
    }
  }

  @Override
  public String volumeName() throws IOException {
    Path path = nearestExisting();
    try {
      return Files.getFileStore(path).name();
    } catch (IOException e) {
      return ""; // in a chroot, and where an app must not see the mounts, no volume has a name
    }
  }

  private Path nearestExisting() throws IOException {
    for (Path path = root; path != null; path = path.getParent()) {
      if (Files.exists(path)) {
        return path;
      }
    }
    throw new NoSuchFileException(root.toString());
  }

  private Path resolve(Path relative) throws AccessDeniedException {
    Path file = root.resolve(relative).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw new AccessDeniedException(relative.toString(), null, "leads out of the folder");
    }
    return file;
  }

  /** Returns the folders between this one and the file, from the outermost. */
  private List<Path> foldersAbove(Path file) {
    List<Path> folders = new ArrayList<>();
    Path folder = root;
    Path relative = root.relativize(file);
    for (int i = 0; i < relative.getNameCount() - 1; i++) {
      folder = folder.resolve(relative.getName(i));
      folders.add(folder);
    }
    return folders;
  }

  private static void refuseLinks(List<Path> folders) throws IOException {
    for (Path folder : folders) {
      refuseUnlessFolder(folder);
    }
  }

  /** Looks at each folder before it goes on below it: nothing is made behind a link. */
  private void makeFolders(List<Path> folders) throws IOException {
    Files.createDirectories(root);
    for (Path folder : folders) {
      if (attributes(folder).isEmpty()) {
        makeFolder(folder);
      }
      refuseUnlessFolder(folder);
    }
  }

  private static void refuseUnlessFolder(Path folder) throws IOException {
    Optional<BasicFileAttributes> attributes = attributes(folder);
    if (attributes.isPresent() && !attributes.get().isDirectory()) {
      throw new AccessDeniedException(folder.toString(), null, "is a link or no folder");
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      // Another lane was faster; the caller looks at what is there now.
    }
  }

  private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void refuseUnlessRegular(Path file, BasicFileAttributes attributes)
      throws AccessDeniedException {
    if (!attributes.isRegularFile()) {
      throw new AccessDeniedException(file.toString(), null, "is a link or no regular file");
    }
  }

  private static NoSuchFileException noSuchFile(Path file) {
    return new NoSuchFileException(file.toString());
  }
}
