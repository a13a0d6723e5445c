package dev.sluice.metainfo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BDictionaryBuilder;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import dev.sluice.model.InfoHash;
import dev.sluice.testkit.TestTorrent;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetainfoParserTest {
  private static Metainfo parse(byte[] bytes) throws MetainfoException {
    return MetainfoParser.parse(bytes, NameRules.CASE_SENSITIVE);
  }

  private static Metainfo parse(BDictionaryBuilder torrent) throws MetainfoException {
    return parse(torrent.build().encode());
  }

  private static BDictionaryBuilder torrent(BDictionaryBuilder info) {
    return BDictionary.builder().put("info", info.build());
  }

  private static BDictionaryBuilder info(long length, long pieceBytes, int hashCount) {
    return namelessInfo(length, pieceBytes, hashCount).put("name", "a");
  }

  private static BDictionaryBuilder namelessInfo(long length, long pieceBytes, int hashCount) {
    return BDictionary.builder()
        .put("length", length)
        .put("piece length", pieceBytes)
        .put("pieces", new byte[20 * hashCount]);
  }

  private static BDictionaryBuilder infoOfFiles(int hashCount, BValue... files) {
    return infoOfFiles(hashCount, BList.of(files));
  }

  private static BDictionaryBuilder infoOfFiles(int hashCount, BList files) {
    return BDictionary.builder()
        .put("files", files)
        .put("name", "t")
        .put("piece length", 16)
        .put("pieces", new byte[20 * hashCount]);
  }

  private static BDictionary file(long length, String... path) {
    return fileBuilder(length, path).build();
  }

  private static BDictionaryBuilder fileBuilder(long length, String... path) {
    return BDictionary.builder().put("length", length).put("path", names(path));
  }

  private static BList names(String... path) {
    return BList.of(Stream.of(path).map(BString::of).toList());
  }

  private static List<String> paths(Metainfo metainfo) {
    return metainfo.info().files().files().stream().map(file -> file.path().toString()).toList();
  }

  @Nested
  class OfOneFile {
    private final TestTorrent torrent = TestTorrent.single("image.iso", new byte[100], 32);

    @Test
    void knowsItsNameAndItsBytes() {
      Info info = torrent.info();

      assertThat(info.name()).isEqualTo("image.iso");
      assertThat(info.isSingleFile()).isTrue();
      assertThat(info.files().fileCount()).isEqualTo(1);
      assertThat(info.files().file(0).path()).isEqualTo(SafePath.of("image.iso"));
      assertThat(info.files().totalBytes()).isEqualTo(100);
      assertThat(info.geometry().pieceCount()).isEqualTo(4);
    }

    @Test
    void matchesAPieceByItsDigestAlone() throws Exception {
      byte[] full = MessageDigest.getInstance("SHA-1").digest(new byte[32]);

      assertThat(torrent.info().matches(2, full)).isTrue();
      assertThat(torrent.info().pieceHash(2)).isEqualTo(full);
      assertThat(torrent.info().matches(3, full)).isFalse();
      assertThat(torrent.info().matches(2, new byte[0])).isFalse();
      assertThatThrownBy(() -> torrent.info().matches(4, full))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void isNamedByTheDigestOfItsInfo() throws Exception {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(torrent.infoBytes());

      assertThat(torrent.metainfo().infoHash()).isEqualTo(InfoHash.of(digest));
    }

    @Test
    void isReadFromItsInfoAlone() throws MetainfoException {
      Info info = MetainfoParser.parseInfo(torrent.infoBytes());

      assertThat(info).isEqualTo(torrent.info());
      assertThat(info.files().files()).isEqualTo(torrent.info().files().files());
    }
  }

  @Nested
  class OfAFolder {
    @Test
    void putsEveryFileBelowTheTorrentsName() throws MetainfoException {
      Metainfo metainfo =
          parse(torrent(infoOfFiles(2, file(20, "x", "b.txt"), file(0, "a"), file(5, "x", "c"))));

      assertThat(paths(metainfo)).containsExactly("t/x/b.txt", "t/a", "t/x/c");
      assertThat(metainfo.info().isSingleFile()).isFalse();
      assertThat(metainfo.info().files().file(2).offset()).isEqualTo(20);
    }

    @Test
    void keepsPaddingAndLinksAwayFromTheDisk() throws MetainfoException {
      Metainfo metainfo =
          parse(
              torrent(
                  infoOfFiles(
                      2,
                      fileBuilder(10, "a").put("attr", "xh").build(),
                      fileBuilder(6, ".pad", "6").put("attr", "p").build(),
                      fileBuilder(0, "link").put("attr", "l").build(),
                      fileBuilder(16, "full").put("attr", "l").build())));

      FileLayout files = metainfo.info().files();
      assertThat(files.files().stream().map(FileEntry::isStored))
          .containsExactly(true, false, false, true);
      assertThat(files.file(0).attributes())
          .containsExactlyInAnyOrder(FileAttribute.EXECUTABLE, FileAttribute.HIDDEN);
      assertThat(files.storedBytes()).isEqualTo(26);
      assertThat(files.totalBytes()).isEqualTo(32);
    }

    @Test
    void prefersValidUtf8Twins() throws MetainfoException {
      BDictionary twin = fileBuilder(1, "?").put("path.utf-8", names("\u00fc", "..", "b")).build();
      BDictionary brokenTwin =
          fileBuilder(1, "plain").put("path.utf-8", BList.of(new BInteger(1))).build();

      Metainfo metainfo =
          parse(torrent(infoOfFiles(1, twin, brokenTwin).put("name.utf-8", "\u00e4/..")));

      assertThat(paths(metainfo)).containsExactly("\u00e4_../\u00fc/_/b", "\u00e4_../plain");
      assertThat(metainfo.info().name()).isEqualTo("\u00e4_..");
    }
  }

  @Nested
  class WithTextsThatAreNotUtf8 {
    private final BString latin = BString.of("\u00e9t\u00e9".getBytes(ISO_8859_1));

    @Test
    void readsThemAsDeclared() throws Exception {
      BString cyrillic = BString.of("\u0444".getBytes("windows-1251"));

      Metainfo metainfo =
          parse(
              torrent(namelessInfo(0, 16, 0).put("name", cyrillic))
                  .put("encoding", "windows-1251"));

      assertThat(metainfo.info().name()).isEqualTo("\u0444");
    }

    @Test
    void readsThemByteByByteIfNothingIsDeclared() throws MetainfoException {
      Metainfo metainfo = parse(torrent(namelessInfo(0, 16, 0).put("name", latin)));

      assertThat(metainfo.info().name()).isEqualTo("\u00e9t\u00e9");
    }

    @Test
    void takesAnUnknownEncodingForNone() throws MetainfoException {
      Metainfo metainfo =
          parse(torrent(namelessInfo(0, 16, 0).put("name", latin)).put("encoding", "no such"));

      assertThat(metainfo.info().name()).isEqualTo("\u00e9t\u00e9");
    }
  }

  @Nested
  class BesideTheInfo {
    @Test
    void readsWhereToFindPeers() throws MetainfoException {
      Metainfo metainfo =
          parse(
              torrent(info(0, 16, 0))
                  .put("announce", "http://ignored/announce")
                  .put(
                      "announce-list",
                      BList.of(
                          names("http://a/", "http://b/", "http://a/"),
                          names(),
                          names(" udp://c:1 ")))
                  .put("url-list", names("http://w/", ""))
                  .put(
                      "nodes",
                      BList.of(
                          BList.of(BString.of("10.0.0.1"), new BInteger(6881)),
                          BList.of(BString.of("bad"), new BInteger(70000)))));

      assertThat(metainfo.announceTiers())
          .containsExactly(List.of("http://a/", "http://b/"), List.of("udp://c:1"));
      assertThat(metainfo.webSeeds()).containsExactly("http://w/");
      assertThat(metainfo.nodes()).containsExactly(new Endpoint("10.0.0.1", 6881));
    }

    @Test
    void takesPlainStringsWhereListsBelong() throws MetainfoException {
      Metainfo metainfo =
          parse(
              torrent(info(0, 16, 0))
                  .put("announce-list", names("http://a/", "http://b/"))
                  .put("url-list", "http://w/"));

      assertThat(metainfo.announceTiers())
          .containsExactly(List.of("http://a/"), List.of("http://b/"));
      assertThat(metainfo.webSeeds()).containsExactly("http://w/");
    }

    @Test
    void fallsBackToAnnounceIfTheListIsEmpty() throws MetainfoException {
      Metainfo metainfo =
          parse(
              torrent(info(0, 16, 0))
                  .put("announce", "http://a/")
                  .put("announce-list", BList.of(names())));

      assertThat(metainfo.announceTiers()).containsExactly(List.of("http://a/"));
    }

    @Test
    void leavesOutWhatItCannotUnderstand() throws MetainfoException {
      Metainfo metainfo =
          parse(
              torrent(info(0, 16, 0))
                  .put("announce", 1)
                  .put("announce-list", "x".repeat(3))
                  .put("comment", BList.of())
                  .put("creation date", Long.MAX_VALUE)
                  .put("nodes", BList.of(new BInteger(1))));

      assertThat(metainfo.announceTiers()).isEmpty();
      assertThat(metainfo.comment()).isEmpty();
      assertThat(metainfo.creationDate()).isEmpty();
      assertThat(metainfo.nodes()).isEmpty();
    }

    @Test
    void readsPrivateAndSource() throws MetainfoException {
      Metainfo metainfo = parse(torrent(info(0, 16, 0).put("private", 1).put("source", "XYZ")));

      assertThat(metainfo.info().isPrivate()).isTrue();
      assertThat(metainfo.info().source()).isEqualTo("XYZ");
      assertThat(parse(torrent(info(0, 16, 0))).info().isPrivate()).isFalse();
    }

    @Test
    void isPrintedAsItWasRead() throws MetainfoException {
      Metainfo metainfo =
          new Metainfo(
              TestTorrent.random(1, 100, 16).info(),
              List.of(List.of("http://a/", "http://b/"), List.of("http://c/")),
              List.of("http://w/"),
              List.of(new Endpoint("2001:db8::1", 6881)),
              "a comment",
              "a program",
              java.util.Optional.of(Instant.ofEpochSecond(1_700_000_000)));

      assertThat(parse(metainfo.encode())).isEqualTo(metainfo);
    }

    @Test
    void comesFromAMagnetLinkToo() throws MetainfoException {
      TestTorrent torrent =
          TestTorrent.folder("f").file("a", new byte[3]).tracker("udp://t:1").build();
      MagnetLink magnet = torrent.metainfo().magnet();

      Metainfo metainfo = Metainfo.of(MetainfoParser.parseInfo(torrent.infoBytes()), magnet);

      assertThat(metainfo).isEqualTo(torrent.metainfo());
      assertThat(parse(metainfo.encode())).isEqualTo(metainfo);
    }
  }

  @Nested
  class WithOdditiesThatAreLegal {
    @Test
    void keepsTheInfoHashOfUnsortedKeys() throws Exception {
      String info = "d6:pieces0:4:name1:a12:piece lengthi16e6:lengthi0ee";
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(info.getBytes(UTF_8));

      Metainfo metainfo = parse(("d4:info" + info + "3:abci1ee").getBytes(UTF_8));

      assertThat(metainfo.infoHash()).isEqualTo(InfoHash.of(digest));
      assertThat(parse(metainfo.encode()).infoHash()).isEqualTo(metainfo.infoHash());
    }

    @Test
    void acceptsFilesThatAreAllEmpty() throws MetainfoException {
      Metainfo metainfo = parse(torrent(infoOfFiles(0, file(0, "a"), file(0, "b"))));

      assertThat(metainfo.info().geometry().pieceCount()).isZero();
      assertThat(metainfo.info().files().spans(0, 0)).isEmpty();
    }

    @Test
    void acceptsOddPieceLengthsAndUnknownKeys() throws MetainfoException {
      Metainfo metainfo = parse(torrent(info(1000, 333, 4).put("x-unknown", BList.of())));

      assertThat(metainfo.info().geometry().pieceBytes(3)).isEqualTo(1);
    }

    @Test
    void readsHybridTorrentsByTheirV1Part() throws MetainfoException {
      Metainfo metainfo =
          parse(
              torrent(
                  info(16, 16, 1)
                      .put("meta version", 2)
                      .put("file tree", BDictionary.builder().build())));

      assertThat(metainfo.info().files().totalBytes()).isEqualTo(16);
    }

    @Test
    void acceptsTheLongestPieces() throws MetainfoException {
      assertThat(parse(torrent(info(1, MetainfoParser.MAX_PIECE_BYTES, 1))).info().geometry())
          .extracting("pieceBytes")
          .isEqualTo(MetainfoParser.MAX_PIECE_BYTES);
    }
  }

  @Nested
  class OfGreatSize {
    @Test
    void gives50000EqualNamesPathsOfTheirOwn() throws MetainfoException {
      BList files = BList.of(Collections.nCopies(50_000, file(0, "same.txt")));

      List<String> paths = paths(parse(torrent(infoOfFiles(0, files))));

      assertThat(paths).doesNotHaveDuplicates().hasSize(50_000);
      assertThat(paths.get(49_999)).isEqualTo("t/same (49999).txt");
    }

    @Test
    void gives50000NamesThatAreEqualWhenShortenedPathsOfTheirOwn() throws MetainfoException {
      String start = "n".repeat(300);
      BList files = BList.of(IntStream.range(0, 50_000).mapToObj(i -> file(0, start + i)).toList());

      assertThat(paths(parse(torrent(infoOfFiles(0, files))))).doesNotHaveDuplicates();
    }

    @Test
    void holds250000Files() throws MetainfoException {
      List<BValue> files = new ArrayList<>();
      for (int i = 0; i < 250_000; i++) {
        files.add(file(1, "folder " + i / 1000, "file " + i));
      }

      FileLayout layout = parse(torrent(infoOfFiles(250_000 / 16, BList.of(files)))).info().files();

      assertThat(layout.spans(249_990, 5)).hasSize(5);
      assertThat(layout.fileAt(123_456)).isEqualTo(123_456);
    }

    @Test
    void holdsTwoMillionPieces() throws MetainfoException {
      Info info = parse(torrent(info(2_000_000L << 14, 1 << 14, 2_000_000))).info();

      assertThat(info.matches(1_999_999, new byte[20])).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTorrents")
  void saysInOneSentenceWhatIsWrong(String message, byte[] torrent) {
    assertThatThrownBy(() -> parse(torrent))
        .isInstanceOf(MetainfoException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> badTorrents() {
    String at = "The torrent is damaged: in its info, at byte 7: expected ";
    return Stream.of(
        bad("This is no torrent file: at byte 0: expected a value, found the end.", ""),
        bad("This is no torrent file: at byte 0: expected a value, found '<'.", "<html>"),
        bad(
            "This is no torrent file: at byte 0: expected a dictionary, found another value.",
            "le"),
        bad("This is no torrent file: it has no 'info' that describes the files.", "de"),
        bad("This is no torrent file: it has no 'info' that describes the files.", "d4:infoi1ee"),
        bad(at + "a string under 'name', found nothing.", torrent(namelessInfo(0, 16, 0))),
        bad(
            at + "a string under 'name', found an integer.",
            torrent(namelessInfo(0, 16, 0).put("name", 1))),
        bad(
            at + "an integer under 'piece length', found nothing.",
            "d4:infod6:lengthi0e4:name1:a6:pieces0:ee"),
        bad(
            at + "a string under 'pieces', found nothing.",
            "d4:infod6:lengthi0e4:name1:a12:piece lengthi16eee"),
        bad(
            at + "an integer under 'length', found nothing.",
            "d4:infod4:name1:a12:piece lengthi16e6:pieces0:ee"),
        bad(pieceLength("0"), torrent(info(1, 0, 1))),
        bad(pieceLength("-1"), torrent(info(1, -1, 1))),
        bad(pieceLength("134217729"), torrent(info(1, (1 << 27) + 1, 1))),
        bad(pieceLength("9223372036854775807"), torrent(info(1, Long.MAX_VALUE, 1))),
        bad(
            "The torrent is damaged: the length of files[0] is negative: -1.",
            torrent(info(-1, 16, 0))),
        bad(hashes(17, 2, 20), torrent(info(17, 16, 1))),
        bad(hashes(16, 1, 40), torrent(info(16, 16, 2))),
        bad(hashes(0, 0, 20), torrent(info(0, 16, 1))),
        bad(
            hashes(16, 1, 19),
            "d4:infod6:lengthi16e4:name1:a12:piece lengthi16e6:pieces19:1234567890123456789ee"),
        bad(hashes(Long.MAX_VALUE, 576460752303423488L, 20), torrent(info(Long.MAX_VALUE, 16, 1))),
        bad(
            "The torrent is damaged: the lengths of its files add up to more than 64 bits hold.",
            torrent(infoOfFiles(1, file(Long.MAX_VALUE, "a"), file(1, "b")))),
        bad("The torrent is damaged: its list of files is empty.", torrent(infoOfFiles(0))),
        bad(
            "The torrent is damaged: files[1] is no dictionary.",
            torrent(infoOfFiles(0, file(0, "a"), new BInteger(1)))),
        bad(
            "The torrent is damaged: the path of files[0] is empty or not made of names.",
            torrent(infoOfFiles(0, file(0)))),
        bad(
            "The torrent is damaged: the path of files[0] is empty or not made of names.",
            torrent(
                infoOfFiles(
                    0,
                    BDictionary.builder()
                        .put("length", 0)
                        .put("path", BList.of(new BInteger(1)))
                        .build()))),
        bad(
            "The torrent is damaged: files[0] lies in more than 100 folders.",
            torrent(infoOfFiles(0, file(0, "x".repeat(100).split(""))))),
        bad(
            "The torrent has more than 100000 folders.",
            torrent(
                infoOfFiles(
                    0,
                    BList.of(
                        IntStream.range(0, 100_000)
                            .mapToObj(i -> file(0, "d" + i, "f"))
                            .toList())))),
        bad(
            "The torrent is in format v2 alone, and v2-only torrents are not supported yet.",
            torrent(
                BDictionary.builder()
                    .put("file tree", BDictionary.builder().build())
                    .put("meta version", 2)
                    .put("name", "a")
                    .put("piece length", 16384))));
  }

  private static String pieceLength(String length) {
    return "The torrent is damaged: its piece length is %s and not from 1 to 134217728."
        .formatted(length);
  }

  private static String hashes(long length, long needed, int present) {
    return ("The torrent is damaged: its %d bytes in pieces of 16 need %d piece hashes of 20 bytes,"
            + " but it has %d bytes of them.")
        .formatted(length, needed, present);
  }

  private static Arguments bad(String message, BDictionaryBuilder torrent) {
    return Arguments.of(message, torrent.build().encode());
  }

  private static Arguments bad(String message, String torrent) {
    return Arguments.of(message, torrent.getBytes(ISO_8859_1));
  }
}
