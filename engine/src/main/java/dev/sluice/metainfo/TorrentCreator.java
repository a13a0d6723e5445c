package dev.sluice.metainfo;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BDictionaryBuilder;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.model.Bep;
import dev.sluice.model.PieceGeometry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A new torrent (format v1): says how the files fall into pieces, and makes the info dictionary
 * once somebody has hashed those. The same files and options give the same bytes everywhere, and
 * the same as mktorrent and libtorrent write.
 *
 * <p>Immutable: any thread.
 */
@Bep({3, 27, 47})
public final class TorrentCreator {
  /** The shortest piece: one block, as peers ask for it. */
  public static final int MIN_PIECE_BYTES = 16 << 10;

  /** The longest piece; see {@link MetainfoParser#MAX_PIECE_BYTES}. */
  public static final int MAX_PIECE_BYTES = MetainfoParser.MAX_PIECE_BYTES;

  /** Longer ones are chosen by people alone: a peer shares nothing before its first piece. */
  private static final int MAX_AUTOMATIC_PIECE_BYTES = 16 << 20;

  /** Copied practice: more make the .torrent large, less than half make peers wait for pieces. */
  private static final int MAX_AUTOMATIC_PIECES = 2_000;

  /** Their hashes fill what we would read of a .torrent ourselves, see {@code BencodeLimits}. */
  private static final int MAX_PIECES = 3_000_000;

  private final String name;
  private final boolean isSingleFile;
  private final FileLayout files;
  private final PieceGeometry geometry;
  private final InfoOptions options;

  private TorrentCreator(
      String name, boolean isSingleFile, Collection<NewFile> files, InfoOptions options)
      throws MetainfoException {
    long contentBytes = files.stream().mapToLong(NewFile::lengthBytes).sum();
    if (contentBytes == 0) {
      throw new MetainfoException("there is not one byte to share in it");
    }
    int pieceBytes = options.pieceBytes().orElseGet(() -> automaticPieceBytes(contentBytes));
    checkPieceBytes(pieceBytes);
    this.name = name;
    this.isSingleFile = isSingleFile;
    this.files = layout(name, isSingleFile, files, options.isPadded() ? pieceBytes : 0);
    this.options = options;
    checkPieceCount(Math.ceilDiv(this.files.totalBytes(), (long) pieceBytes));
    this.geometry = new PieceGeometry(this.files.totalBytes(), pieceBytes);
  }

  /**
   * Plans a torrent that is one file by itself.
   *
   * @throws MetainfoException if it is empty, or its name or the options are of no use; the message
   *     says why
   */
  public static TorrentCreator ofFile(String name, long lengthBytes, InfoOptions options)
      throws MetainfoException {
    checkName(name, name);
    return new TorrentCreator(
        name, true, List.of(new NewFile(List.of(name), lengthBytes)), options);
  }

  /**
   * Plans a torrent that is a folder of files.
   *
   * @param files in any order
   * @throws MetainfoException if they are all empty, or a name or the options are of no use; the
   *     message says why
   */
  public static TorrentCreator ofFolder(String name, Collection<NewFile> files, InfoOptions options)
      throws MetainfoException {
    checkName(name, name);
    for (NewFile file : files) {
      checkPath(file.path());
    }
    return new TorrentCreator(name, false, files, options);
  }

  private static FileLayout layout(
      String name, boolean isSingleFile, Collection<NewFile> files, int paddedToBytes) {
    if (isSingleFile) {
      long lengthBytes = files.iterator().next().lengthBytes();
      return new FileLayout(List.of(new FileEntry(0, SafePath.of(name), lengthBytes, 0, Set.of())));
    }
    return paddedToBytes > 0
        ? NewLayout.padded(name, files, paddedToBytes)
        : NewLayout.plain(name, files);
  }

  private static void checkPath(List<String> path) throws MetainfoException {
    String shown = String.join("/", path);
    if (path.size() >= MetainfoParser.MAX_PATH_ELEMENTS) {
      throw new MetainfoException(
          String.format(
              Locale.ROOT,
              "%s lies in more than %d folders",
              shown,
              MetainfoParser.MAX_PATH_ELEMENTS));
    }
    for (String element : path) {
      checkName(element, shown);
    }
  }

  /** Who downloads it would give such a file another name, and could then not share it further. */
  private static void checkName(String name, String shown) throws MetainfoException {
    if (!SafeName.isSafe(name)) {
      throw new MetainfoException(
          String.format(
              Locale.ROOT,
              "the name of %s has characters that other systems do not take; rename it",
              shown));
    }
  }

  /** Returns the shortest power of two that makes few enough pieces, within bounds. */
  private static int automaticPieceBytes(long contentBytes) {
    int pieceBytes = MIN_PIECE_BYTES;
    while (pieceBytes < MAX_AUTOMATIC_PIECE_BYTES
        && Math.ceilDiv(contentBytes, (long) pieceBytes) > MAX_AUTOMATIC_PIECES) {
      pieceBytes *= 2;
    }
    return pieceBytes;
  }

  /** BEP 3: "almost always a power of two"; some clients take nothing else. */
  private static void checkPieceBytes(int pieceBytes) throws MetainfoException {
    if (pieceBytes < MIN_PIECE_BYTES
        || pieceBytes > MAX_PIECE_BYTES
        || Integer.bitCount(pieceBytes) != 1) {
      throw new MetainfoException(
          String.format(
              Locale.ROOT,
              "a piece length of %d bytes; it must be a power of two from %d to %d",
              pieceBytes,
              MIN_PIECE_BYTES,
              MAX_PIECE_BYTES));
    }
  }

  private static void checkPieceCount(long count) throws MetainfoException {
    if (count > MAX_PIECES) {
      throw new MetainfoException(
          String.format(
              Locale.ROOT,
              "%d pieces are more than a torrent can have; choose a longer piece length",
              count));
    }
  }

  /** Returns the torrent's name, that of its file or folder. */
  public String name() {
    return name;
  }

  /** Returns the files in their order, padding included. */
  public FileLayout files() {
    return files;
  }

  /** Returns how the bytes of the files fall into the pieces to be hashed. */
  public PieceGeometry geometry() {
    return geometry;
  }

  /**
   * Returns the info of the finished torrent.
   *
   * @param pieceHashes the SHA-1 digests of all pieces, one behind another; copied
   * @throws IllegalArgumentException if they are not 20 bytes for each piece
   */
  public Info info(byte[] pieceHashes) {
    if (pieceHashes.length != (long) geometry.pieceCount() * PieceHashes.HASH_BYTES) {
      throw new IllegalArgumentException("not the hashes of " + geometry.pieceCount() + " pieces");
    }
    BString pieces = BString.of(pieceHashes);
    BDictionaryBuilder info = BDictionary.builder();
    if (isSingleFile) {
      info.put("length", files.totalBytes());
    } else {
      info.put("files", fileList());
    }
    info.put("name", name).put("piece length", geometry.pieceBytes()).put("pieces", pieces);
    if (options.isPrivate()) {
      info.put("private", 1);
    }
    if (!options.source().isEmpty()) {
      info.put("source", options.source());
    }
    return new Info(info.build(), name, files, geometry, new PieceHashes(pieces));
  }

  private BList fileList() {
    List<BDictionary> list = new ArrayList<>(files.fileCount());
    for (FileEntry file : files) {
      BDictionaryBuilder entry = BDictionary.builder();
      if (file.isPadding()) {
        entry.put("attr", "p");
      }
      List<String> path = file.path().elements();
      List<BString> below =
          path.subList(1, path.size()).stream().map(BString::of).collect(Collectors.toList());
      list.add(entry.put("length", file.lengthBytes()).put("path", BList.of(below)).build());
    }
    return BList.of(list);
  }
}
