package dev.sluice.metainfo;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.bencode.BencodeLimits;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.nio.ByteBuffer;

/**
 * Reads .torrent files and info dictionaries. Legal oddities are accepted: unknown keys, keys out
 * of order, odd piece lengths, empty files, texts that are no UTF-8.
 */
@Bep({3, 9, 27, 47})
public final class MetainfoParser {
  /** The longest piece in bytes. The largest in use are 64 MiB; a piece is checked as a whole. */
  public static final int MAX_PIECE_BYTES = 1 << 27;

  /** Folders of one torrent; every one costs an entry in a table and a call to the disk. */
  public static final int MAX_FOLDERS = 100_000;

  /** Elements of a path, the torrent's own folder included; a guess beyond every real tree. */
  public static final int MAX_PATH_ELEMENTS = 100;

  private MetainfoParser() {}

  /**
   * Reads a .torrent file, naming its files as the running system can.
   *
   * @param torrent [own] the whole file
   * @throws MetainfoException if it cannot be used; the message says why
   */
  public static Metainfo parse(byte[] torrent) throws MetainfoException {
    return parse(torrent, NameRules.ofThisSystem());
  }

  /**
   * Reads a .torrent file, naming its files by {@code rules}.
   *
   * @param torrent [own] the whole file
   * @throws MetainfoException if it cannot be used; the message says why
   */
  public static Metainfo parse(byte[] torrent, NameRules rules) throws MetainfoException {
    BDictionary dictionary = decode(torrent, "This is no torrent file");
    BDictionary info =
        dictionary
            .dictionary("info")
            .orElseThrow(() ->
                new MetainfoException(
                    "This is no torrent file: it has no 'info' that describes the files."));
    Texts texts = Texts.of(dictionary);
    Info read = new InfoReader(info, texts, rules).read();
    return new MetainfoReader(dictionary, texts).read(read);
  }

  /**
   * Reads an info dictionary by itself, as peers send it (BEP 9), naming its files as the running
   * system can.
   *
   * @param info [own] the bytes; the caller compares {@link Info#infoHash} with the one asked for
   * @throws MetainfoException if it cannot be used; the message says why
   */
  public static Info parseInfo(byte[] info) throws MetainfoException {
    return parseInfo(info, NameRules.ofThisSystem());
  }

  /**
   * Reads an info dictionary by itself, naming its files by {@code rules}.
   *
   * @param info [own] the bytes; the caller compares {@link Info#infoHash} with the one asked for
   * @throws MetainfoException if it cannot be used; the message says why
   */
  public static Info parseInfo(byte[] info, NameRules rules) throws MetainfoException {
    BDictionary dictionary = decode(info, "The torrent's metadata is damaged");
    return new InfoReader(dictionary, Texts.utf8(), rules).read();
  }

  /** Returns the digest that names the torrent of these bytes, an info dictionary or not. */
  public static InfoHash infoHashOf(byte[] info) {
    return Sha1.infoHash(ByteBuffer.wrap(info));
  }

  private static BDictionary decode(byte[] bytes, String what) throws MetainfoException {
    try {
      return Bencode.decodeDictionary(bytes, BencodeLimits.FILE);
    } catch (BencodeException e) {
      throw new MetainfoException(what + ": at " + e.getMessage() + ".", e);
    }
  }
}
