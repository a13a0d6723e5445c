package dev.sluice.storage;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BValue;
import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.bencode.BencodeLimits;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PieceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a torrent between two runs, as one bencoded dictionary:
 *
 * <pre>
 *   version      1; anything else is not understood
 *   info-hash    20 bytes
 *   folder       where the files were
 *   volume       the name of the volume they were on
 *   have         the verified pieces as a bitfield (BEP 3)
 *   pieces       how many pieces there are
 *   sizes        the length of each file in bytes, -1 for one that is not there
 *   times        the time of each file's last change, nanoseconds since 1970
 *   uploaded     bytes over all sessions
 *   downloaded   bytes over all sessions
 * </pre>
 *
 * @param infoHash the torrent
 * @param place where its files were
 * @param snapshot what the torrent knew
 * @param stamps size and time of each file when all of the snapshot's pieces were on the device
 */
record ResumeData(
    InfoHash infoHash, Place place, ResumeSnapshot snapshot, List<Optional<FileStamp>> stamps) {
  private static final int VERSION = 1;
  private static final int MAX_FILES = 1_000_000;
  private static final BencodeLimits LIMITS =
      new BencodeLimits(3, 2 * MAX_FILES + 100, ResumeFile.MAX_BYTES);

  ResumeData {
    stamps = List.copyOf(stamps);
  }

  /**
   * Where files lie.
   *
   * @param folder their folder's path
   * @param volume the name of the volume mounted there
   */
  record Place(String folder, String volume) {}

  /** Returns the dictionary's bytes. */
  byte[] encode() {
    return BDictionary.builder()
        .put("version", VERSION)
        .put("info-hash", infoHash.toBytes())
        .put("folder", place.folder)
        .put("volume", place.volume)
        .put("have", snapshot.have().toBitfield())
        .put("pieces", snapshot.have().pieceCount())
        .put(
            "sizes",
            list(
                stamps.stream()
                    .map(s -> s.map(FileStamp::sizeBytes).orElse(-1L))
                    .collect(Collectors.toList())))
        .put(
            "times",
            list(
                stamps.stream()
                    .map(s -> s.map(FileStamp::modifiedNanos).orElse(0L))
                    .collect(Collectors.toList())))
        .put("uploaded", snapshot.uploadedBytes())
        .put("downloaded", snapshot.downloadedBytes())
        .build()
        .encode();
  }

  /**
   * Returns what the bytes say.
   *
   * @param bytes [own] what stood in the file
   * @throws BencodeException if they are no dictionary with these entries
   * @throws IllegalArgumentException if an entry makes no sense
   */
  static ResumeData decode(byte[] bytes) throws BencodeException {
    BDictionary data = Bencode.decodeDictionary(bytes, LIMITS);
    long version = data.requireInteger("version");
    if (version != VERSION) {
      throw new IllegalArgumentException("version " + version);
    }
    return new ResumeData(
        InfoHash.of(data.requireString("info-hash").toBytes()),
        new Place(data.requireString("folder").text(), data.requireString("volume").text()),
        snapshot(data),
        stamps(data.requireList("sizes"), data.requireList("times")));
  }

  private static ResumeSnapshot snapshot(BDictionary data) throws BencodeException {
    int pieceCount = Math.toIntExact(data.requireInteger("pieces"));
    return new ResumeSnapshot(
        PieceSet.fromBitfield(pieceCount, data.requireString("have").toBytes()),
        notNegative(data.requireInteger("uploaded")),
        notNegative(data.requireInteger("downloaded")));
  }

  private static List<Optional<FileStamp>> stamps(BList sizes, BList times) {
    if (sizes.size() != times.size()) {
      throw new IllegalArgumentException("sizes and times differ in number");
    }
    List<Optional<FileStamp>> stamps = new ArrayList<>(sizes.size());
    for (int i = 0; i < sizes.size(); i++) {
      long size = integer(sizes.get(i));
      stamps.add(
          size < 0 ? Optional.empty() : Optional.of(new FileStamp(size, integer(times.get(i)))));
    }
    return stamps;
  }

  private static BList list(List<Long> values) {
    return BList.of(values.stream().map(BInteger::new).collect(Collectors.toList()));
  }

  private static long integer(@Nullable BValue value) {
    if (value instanceof BInteger integer) {
      return integer.value();
    }
    throw new IllegalArgumentException("no integer: " + value);
  }

  private static long notNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative amount");
    }
    return bytes;
  }
}
