package dev.sluice.storage;

import dev.sluice.actor.Sink;
import dev.sluice.metainfo.MetainfoParser;
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
 * Info dictionaries as files {@code <info-hash>.info} in the state folder, byte for byte: the name
 * is the digest of what is inside, so a damaged one is recognised. A crash while one is written
 * leaves none.
 */
final class MetadataFiles implements MetadataShelf {
  /** The most that peers may send us, {@code UtMetadata.MAX_TOTAL_BYTES}. */
  static final int MAX_BYTES = 32 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(MetadataFiles.class);

  private final Folder folder;
  private final DiskLane lane;

  MetadataFiles(Folder folder, DiskLane lane) {
    this.folder = folder;
    this.lane = lane;
  }

  @Override
  public void find(InfoHash infoHash, Sink<Optional<byte[]>> found) {
    lane.execute(() -> tell(found, load(infoHash)));
  }

  private static void tell(Sink<Optional<byte[]>> found, Optional<byte[]> info) {
    try {
      found.post(info);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the lane is told to stop; so is who asked
    }
  }

  private Optional<byte[]> load(InfoHash infoHash) {
    Path name = Paths.get(infoHash.toHex() + ".info");
    try {
      Optional<FileStamp> stamp = folder.stamp(name);
      if (stamp.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(read(name, stamp.get().sizeBytes()))
          .filter(info -> isWhole(infoHash, info));
    } catch (IOException e) {
      LOG.warn("Metadata in {} is not usable: {}", folder.path().resolve(name), e.toString());
      return Optional.empty();
    }
  }

  private byte[] read(Path name, long sizeBytes) throws IOException {
    if (sizeBytes > MAX_BYTES) {
      throw new IOException("longer than " + MAX_BYTES + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) sizeBytes);
    try (OpenFile file = folder.open(name, Access.READ)) {
      file.read(bytes, 0);
    }
    return bytes.array();
  }

  private boolean isWhole(InfoHash infoHash, byte[] info) {
    if (MetainfoParser.infoHashOf(info).equals(infoHash)) {
      return true;
    }
    LOG.warn("Metadata of {} in {} is damaged and fetched again", infoHash, folder.path());
    return false;
  }

  @Override
  public void keep(InfoHash infoHash, byte[] info) {
    lane.execute(() -> save(infoHash, info));
  }

  private void save(InfoHash infoHash, byte[] info) {
    Path name = Paths.get(infoHash.toHex() + ".info");
    Path aside = Paths.get(infoHash.toHex() + ".info.new");
    try {
      folder.delete(aside);
      try (OpenFile file = folder.open(aside, Access.WRITE)) {
        file.write(new ByteBuffer[] {ByteBuffer.wrap(info)}, 1, 0);
        file.force();
      }
      folder.replace(aside, name);
    } catch (IOException e) {
      LOG.warn("Metadata cannot be kept in {}: {}", folder.path(), e.toString());
    }
  }
}
