package dev.sluice.storage;

import dev.sluice.bencode.BencodeException;
import dev.sluice.model.InfoHash;
import dev.sluice.storage.Folder.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that holds a torrent's {@link ResumeData}: {@code <info-hash>.resume} in the state
 * folder. A crash while saving leaves the one before. Used by one lane at a time.
 */
final class ResumeFile {
  /** The bitfield of a hundred million pieces, or the sizes and times of a million files. */
  static final int MAX_BYTES = 48 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ResumeFile.class);

  private final Folder folder;
  private final InfoHash infoHash;
  private final Path name;
  private final Path asideName;

  ResumeFile(Folder folder, InfoHash infoHash) {
    this.folder = folder;
    this.infoHash = infoHash;
    this.name = Paths.get(infoHash.toHex() + ".resume");
    this.asideName = Paths.get(infoHash.toHex() + ".resume.new");
  }

  /** Returns where it is, for messages to people. */
  Path path() {
    return folder.path().resolve(name);
  }

  /** Returns what it holds; empty if it is missing, damaged, or not about this torrent. */
  Optional<ResumeData> load() {
    try {
      Optional<FileStamp> stamp = folder.stamp(name);
      if (stamp.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(decode(stamp.get().sizeBytes()));
    } catch (IOException | BencodeException | IllegalArgumentException | ArithmeticException e) {
      LOG.warn("Resume data in {} is not usable, files will be checked: {}", path(), e.toString());
      return Optional.empty();
    }
  }

  private ResumeData decode(long sizeBytes) throws IOException, BencodeException {
    if (sizeBytes > MAX_BYTES) {
      throw new IllegalArgumentException("longer than " + MAX_BYTES + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) sizeBytes);
    try (OpenFile file = folder.open(name, Access.READ)) {
      file.read(bytes, 0);
    }
    ResumeData data = ResumeData.decode(bytes.array());
    if (!data.infoHash().equals(infoHash)) {
      throw new IllegalArgumentException("about another torrent");
    }
    return data;
  }

  /** Deletes it, if it is there. */
  void delete() throws IOException {
    folder.delete(name);
  }

  /** Puts the data in the place of what was there. */
  void save(ResumeData data) throws StorageException {
    try {
      folder.delete(asideName);
      try (OpenFile file = folder.open(asideName, Access.WRITE)) {
        file.write(new ByteBuffer[] {ByteBuffer.wrap(data.encode())}, 1, 0);
        file.force();
      }
      folder.replace(asideName, name);
    } catch (IOException e) {
      throw Refusals.explain(path(), e);
    }
  }
}
