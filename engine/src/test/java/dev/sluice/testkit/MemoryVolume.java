package dev.sluice.testkit;

import dev.sluice.storage.FileStamp;
import dev.sluice.storage.Folder;
import dev.sluice.storage.Folder.Access;
import dev.sluice.storage.OpenFile;
import dev.sluice.storage.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk in memory with a size, holes that take no space, and a memory for what was forced: {@link
 * #crash} loses the rest, or some of it. Not thread-safe.
 */
public final class MemoryVolume implements Volume {
  private static final int PAGE_BYTES = 16 * 1024;

  private final Map<Path, MemoryFile> files = new TreeMap<>();
  private final Map<Path, MemoryFile> durable = new TreeMap<>();
  private final Map<Path, MemoryFile> unmounted = new TreeMap<>();
  private String mountedName = "";
  private long capacityBytes = Long.MAX_VALUE / 2;
  private long maxFileBytes = Long.MAX_VALUE;
  private boolean keepsHoles = true;
  private String name = "memory";
  private long nowNanos = 1_000_000_000L;
  private int openHandles;

  /** Limits the disk's size. */
  public void limitTo(long bytes) {
    capacityBytes = bytes;
  }

  /** Ends every file at that many bytes, as FAT32 does. */
  public void limitFilesTo(long bytes) {
    maxFileBytes = bytes;
  }

  /** Makes holes take space, as FAT32 does. */
  public void forbidHoles() {
    keepsHoles = false;
  }

  /** Mounts another volume under another name: every file is gone. */
  public void mountOther(String otherName) {
    name = otherName;
    files.clear();
    durable.clear();
  }

  /**
   * Unmounts what lies below a folder: its files are gone until {@link #mountAgain}, and another
   * volume is there in their place.
   */
  public void unmount(Path folder) {
    mountedName = name;
    name = "/dev/root";
    files.entrySet().stream()
        .filter(file -> file.getKey().startsWith(folder))
        .forEach(file -> unmounted.put(file.getKey(), file.getValue()));
    files.keySet().removeAll(unmounted.keySet());
  }

  /** Mounts again what was unmounted. */
  public void mountAgain() {
    name = mountedName;
    files.putAll(unmounted);
    unmounted.clear();
  }

  /** Makes a file shorter, as another program would: who has it open sees that. */
  public void cut(Path path, long sizeBytes) {
    MemoryFile file = Optional.ofNullable(files.get(path)).orElseThrow();
    file.truncate(sizeBytes);
    file.modifiedNanos = ++nowNanos;
  }

  /** Cuts the power: of what was not forced since, each page and each file's time may be lost. */
  public void crash(RandomGenerator random) {
    Map<Path, MemoryFile> survivors = new TreeMap<>();
    files.forEach((path, file) -> {
      MemoryFile old = durable.get(path);
      if (old != null || random.nextBoolean()) {
        survivors.put(path, file.survivor(Optional.ofNullable(old), random));
      }
    });
    files.clear();
    files.putAll(survivors);
    durable.clear();
    survivors.forEach((path, file) -> durable.put(path, file.copy()));
  }

  /** Returns what would be found here if the power were cut now; this goes on as it is. */
  public MemoryVolume afterCrash(RandomGenerator random) {
    MemoryVolume found = new MemoryVolume();
    files.forEach((path, file) -> found.files.put(path, file.copy()));
    durable.forEach((path, file) -> found.durable.put(path, file.copy()));
    found.keepsHoles = keepsHoles;
    found.nowNanos = nowNanos;
    found.crash(random);
    return found;
  }

  /** Returns the bytes of a file. */
  public byte[] bytes(Path path) {
    MemoryFile file = Optional.ofNullable(files.get(path)).orElseThrow();
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.sizeBytes));
    file.read(bytes, 0);
    return bytes.array();
  }

  /** Puts a file there, or another in its place. */
  public void put(Path path, byte[] bytes) {
    MemoryFile file = new MemoryFile();
    file.write(ByteBuffer.wrap(bytes), 0);
    file.modifiedNanos = ++nowNanos;
    files.put(path, file);
  }

  /** Removes a file. */
  public void remove(Path path) {
    files.remove(path);
  }

  /** Returns whether a file is there. */
  public boolean has(Path path) {
    return files.containsKey(path);
  }

  /** Returns how many handles are open. */
  public int openHandles() {
    return openHandles;
  }

  /** Returns the bytes that all files take. */
  public long usedBytes() {
    return files.values().stream().mapToLong(this::usedBytes).sum();
  }

  private long usedBytes(MemoryFile file) {
    return keepsHoles ? (long) file.pages.size() * PAGE_BYTES : file.sizeBytes;
  }

  @Override
  public Folder folder(Path directory) {
    return new MemoryFolder(directory);
  }

  private final class MemoryFolder implements Folder {
    private final Path root;

    MemoryFolder(Path root) {
      this.root = root;
    }

    @Override
    public Path path() {
      return root;
    }

    @Override
    public OpenFile open(Path relative, Access access) throws IOException {
      Path path = resolve(relative);
      MemoryFile file = files.get(path);
      if (file == null && access == Access.READ) {
        throw new NoSuchFileException(path.toString());
      }
      if (file == null) {
        file = new MemoryFile();
        file.modifiedNanos = ++nowNanos;
        files.put(path, file);
      }
      openHandles++;
      return new Handle(path, file, access);
    }

    @Override
    public Optional<FileStamp> stamp(Path relative) throws IOException {
      return Optional.ofNullable(files.get(resolve(relative)))
          .map(file -> new FileStamp(file.sizeBytes, file.modifiedNanos));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
      MemoryFile file = files.remove(resolve(from));
      if (file == null) {
        throw new NoSuchFileException(from.toString());
      }
      files.put(resolve(to), file);
      MemoryFile forced = durable.remove(resolve(from));
      if (forced != null) {
        durable.put(resolve(to), forced);
      }
    }

    @Override
    public void delete(Path relative) throws IOException {
      files.remove(resolve(relative));
      durable.remove(resolve(relative));
    }

    @Override
    public long usableBytes() {
      return capacityBytes - usedBytes();
    }

    @Override
    public long maxFileBytes() {
      return maxFileBytes;
    }

    @Override
    public String volumeName() {
      return name;
    }

    private Path resolve(Path relative) throws IOException {
      Path path = root.resolve(relative).normalize();
      if (!path.startsWith(root) || path.equals(root)) {
        throw new AccessDeniedException(relative.toString());
      }
      return path;
    }
  }

  private final class Handle implements OpenFile {
    private final Path path;
    private final MemoryFile file;
    private final Access access;
    private boolean closed;

    Handle(Path path, MemoryFile file, Access access) {
      this.path = path;
      this.file = file;
      this.access = access;
    }

    @Override
    public int read(ByteBuffer target, long position) {
      refuseClosed();
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer[] sources, int count, long position) throws IOException {
      refuseReading();
      long at = position;
      for (int i = 0; i < count; i++) {
        int length = sources[i].remaining();
        file.write(sources[i], at);
        file.modifiedNanos = ++nowNanos;
        at += length;
        if (usedBytes() > capacityBytes) {
          throw new IOException("No space left on device");
        }
      }
    }

    @Override
    public long size() {
      return file.sizeBytes;
    }

    @Override
    public void truncate(long sizeBytes) {
      refuseReading();
      if (sizeBytes < file.sizeBytes) {
        file.truncate(sizeBytes);
        file.modifiedNanos = ++nowNanos;
      }
    }

    @Override
    public void force() {
      refuseClosed();
      durable.put(path, file.copy());
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        openHandles--;
      }
    }

    private void refuseClosed() {
      if (closed) {
        throw new IllegalStateException("closed: " + path);
      }
    }

    private void refuseReading() {
      refuseClosed();
      if (access == Access.READ) {
        throw new IllegalStateException("opened for reading: " + path);
      }
    }
  }

  private static final class MemoryFile {
    private final Map<Long, byte[]> pages = new HashMap<>();
    private long sizeBytes;
    private long modifiedNanos;

    int read(ByteBuffer target, long position) {
      int read = 0;
      while (target.hasRemaining() && position + read < sizeBytes) {
        long at = position + read;
        int inPage = (int) (at % PAGE_BYTES);
        byte[] page = pages.getOrDefault(at / PAGE_BYTES, new byte[PAGE_BYTES]);
        int length = (int) Math.min(PAGE_BYTES - inPage, sizeBytes - at);
        length = Math.min(length, target.remaining());
        target.put(page, inPage, length);
        read += length;
      }
      return read;
    }

    void write(ByteBuffer source, long position) {
      long at = position;
      while (source.hasRemaining()) {
        int inPage = (int) (at % PAGE_BYTES);
        byte[] page = pages.getOrDefault(at / PAGE_BYTES, new byte[PAGE_BYTES]).clone();
        int length = Math.min(PAGE_BYTES - inPage, source.remaining());
        source.get(page, inPage, length);
        pages.put(at / PAGE_BYTES, page);
        at += length;
      }
      sizeBytes = Math.max(sizeBytes, at);
    }

    void truncate(long bytes) {
      sizeBytes = bytes;
      pages.keySet().removeIf(page -> page * PAGE_BYTES >= bytes);
      byte[] last = pages.get(bytes / PAGE_BYTES);
      if (last != null) {
        byte[] cut = new byte[PAGE_BYTES];
        System.arraycopy(last, 0, cut, 0, (int) (bytes % PAGE_BYTES));
        pages.put(bytes / PAGE_BYTES, cut);
      }
    }

    MemoryFile copy() {
      MemoryFile copy = new MemoryFile();
      copy.pages.putAll(pages);
      copy.sizeBytes = sizeBytes;
      copy.modifiedNanos = modifiedNanos;
      return copy;
    }

    /**
     * A file as some crash may leave it. The time is journalled with the size and not lost alone:
     * both are new or both are old.
     */
    MemoryFile survivor(Optional<MemoryFile> forced, RandomGenerator random) {
      MemoryFile old = forced.orElseGet(MemoryFile::new);
      MemoryFile survivor = copy();
      if (random.nextBoolean()) {
        survivor.sizeBytes = old.sizeBytes;
        survivor.modifiedNanos = old.modifiedNanos;
      }
      for (Map.Entry<Long, byte[]> page : pages.entrySet()) {
        byte[] oldPage = old.pages.get(page.getKey());
        if (oldPage != page.getValue() && random.nextBoolean()) {
          survivor.pages.put(
              page.getKey(), Optional.ofNullable(oldPage).orElseGet(() -> new byte[PAGE_BYTES]));
        }
      }
      return survivor;
    }
  }
}
