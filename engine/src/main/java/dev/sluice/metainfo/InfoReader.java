package dev.sluice.metainfo;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import dev.sluice.bencode.BencodeException;
import dev.sluice.model.Bep;
import dev.sluice.model.PieceGeometry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks one info dictionary and makes an {@link Info} of it. */
@Bep({3, 47, 52})
final class InfoReader {
  private final BDictionary info;
  private final Texts texts;
  private final NameRules rules;
  private final DistinctPaths paths;
  private final String rawName;

  InfoReader(BDictionary info, Texts texts, NameRules rules) {
    this.info = info;
    this.texts = texts;
    this.rules = rules;
    this.paths = new DistinctPaths(rules, MetainfoParser.MAX_FOLDERS);
    this.rawName = texts.read(info, "name");
  }

  Info read() throws MetainfoException {
    refuseV2Only();
    try {
      info.requireString("name");
      int pieceBytes = pieceBytes(info.requireInteger("piece length"));
      FileLayout files = new FileLayout(files());
      PieceHashes hashes = pieceHashes(info.requireString("pieces"), files, pieceBytes);
      PieceGeometry geometry = new PieceGeometry(files.totalBytes(), pieceBytes);
      return new Info(info, SafeName.of(rawName, rules), files, geometry, hashes);
    } catch (BencodeException e) {
      throw damaged("in its info, at " + e.getMessage());
    }
  }

  private static MetainfoException damaged(String what) {
    return new MetainfoException("The torrent is damaged: " + what + ".");
  }

  /** A hybrid torrent has {@code pieces} as well and is read by them (BEP 52, upgrade path). */
  private void refuseV2Only() throws MetainfoException {
    if (!info.has("pieces") && (info.has("meta version") || info.has("file tree"))) {
      throw new MetainfoException(
          "The torrent is in format v2 alone, and v2-only torrents are not supported yet.");
    }
  }

  private static int pieceBytes(long pieceBytes) throws MetainfoException {
    if (pieceBytes < 1 || pieceBytes > MetainfoParser.MAX_PIECE_BYTES) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "its piece length is %d and not from 1 to %d",
              pieceBytes,
              MetainfoParser.MAX_PIECE_BYTES));
    }
    return (int) pieceBytes;
  }

  private static PieceHashes pieceHashes(BString pieces, FileLayout files, int pieceBytes)
      throws MetainfoException {
    long needed = Math.ceilDiv(files.totalBytes(), (long) pieceBytes);
    if (pieces.length() != needed * PieceHashes.HASH_BYTES) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "its %d bytes in pieces of %d need %d piece hashes of 20 bytes, but it has %d bytes of them",
              files.totalBytes(),
              pieceBytes,
              needed,
              pieces.length()));
    }
    return new PieceHashes(pieces);
  }

  private List<FileEntry> files() throws MetainfoException, BencodeException {
    if (!info.has("files")) {
      return List.of(entry(0, info, 0, List.of(rawName)));
    }
    BList list = info.requireList("files");
    if (list.isEmpty()) {
      throw damaged("its list of files is empty");
    }
    List<FileEntry> files = new ArrayList<>(list.size());
    long offset = 0;
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof BDictionary file)) {
        throw damaged("files[" + i + "] is no dictionary");
      }
      FileEntry entry = entry(i, file, offset, rawPath(i, file));
      offset = entry.endOffset();
      files.add(entry);
    }
    return files;
  }

  private FileEntry entry(int index, BDictionary file, long offset, List<String> rawPath)
      throws MetainfoException, BencodeException {
    long length = file.requireInteger("length");
    if (length < 0) {
      throw damaged("the length of files[" + index + "] is negative: " + length);
    }
    if (length > Long.MAX_VALUE - offset) {
      throw damaged("the lengths of its files add up to more than 64 bits hold");
    }
    Set<FileAttribute> attributes = attributes(file, length);
    boolean isOnDisk =
        !attributes.contains(FileAttribute.PADDING) && !attributes.contains(FileAttribute.SYMLINK);
    SafePath path = isOnDisk ? paths.add(rawPath) : paths.unclaimed(rawPath);
    return new FileEntry(index, path, length, offset, attributes);
  }

  /** A link has no bytes (BEP 47); what has some is a file, or they would belong nowhere. */
  private static Set<FileAttribute> attributes(BDictionary file, long length) {
    Optional<BString> attr = file.string("attr");
    if (attr.isEmpty()) {
      return Set.of();
    }
    Set<FileAttribute> attributes = EnumSet.noneOf(FileAttribute.class);
    attributes.addAll(FileAttribute.parse(attr.get().text()));
    if (length > 0) {
      attributes.remove(FileAttribute.SYMLINK);
    }
    return attributes;
  }

  private List<String> rawPath(int index, BDictionary file)
      throws MetainfoException, BencodeException {
    Optional<BList> twin = file.list("path.utf-8").filter(InfoReader::isPath);
    BList path = twin.isPresent() ? twin.get() : file.requireList("path");
    if (!isPath(path)) {
      throw damaged("the path of files[" + index + "] is empty or not made of names");
    }
    if (path.size() >= MetainfoParser.MAX_PATH_ELEMENTS) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "files[%d] lies in more than %d folders",
              index,
              MetainfoParser.MAX_PATH_ELEMENTS));
    }
    List<String> rawPath = new ArrayList<>(path.size() + 1);
    rawPath.add(rawName);
    for (BValue element : path) {
      rawPath.add(texts.read((BString) element));
    }
    return rawPath;
  }

  private static boolean isPath(BList list) {
    return !list.isEmpty() && list.items().stream().allMatch(BString.class::isInstance);
  }
}
