package dev.sluice.lsd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.InfoHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsdAnnounceTest {
  private static final String HEX = "0123456789abcdef0123456789abcdef01234567";
  private static final InfoHash TORRENT = InfoHash.parseHex(HEX);

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<InfoHash> torrents(int count) {
    List<InfoHash> torrents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      torrents.add(InfoHash.parseHex("%040x".formatted(i + 1)));
    }
    return torrents;
  }

  @Test
  void isWrittenAsTheBepSays() {
    byte[] encoded = new LsdAnnounce(6881, List.of(TORRENT), "kiwi").encode(LsdGroup.IPV4);

    assertThat(encoded)
        .isEqualTo(
            bytes(
                """
                BT-SEARCH * HTTP/1.1
                Host: 239.192.152.143:6771
                Port: 6881
                Infohash: 0123456789abcdef0123456789abcdef01234567
                cookie: kiwi


                """));
  }

  @Test
  void namesTheGroupOfItsFamily() {
    byte[] encoded = new LsdAnnounce(6881, List.of(TORRENT), "").encode(LsdGroup.IPV6);

    assertThat(new String(encoded, StandardCharsets.US_ASCII))
        .contains("\r\nHost: [ff15::efc0:988f]:6771\r\n")
        .doesNotContain("cookie");
  }

  @Test
  void readsWhatItWrites() {
    LsdAnnounce announce = new LsdAnnounce(51413, torrents(3), "0123456789abcdef");

    assertThat(LsdAnnounce.parse(announce.encode(LsdGroup.IPV4))).contains(announce);
  }

  @Test
  void fitsIntoOneDatagramHoweverManyTorrentsThereAre() {
    LsdAnnounce announce =
        new LsdAnnounce(65_535, torrents(LsdAnnounce.MAX_TORRENTS), "0123456789abcdef");

    assertThat(announce.encode(LsdGroup.IPV4)).hasSizeLessThanOrEqualTo(LsdAnnounce.MAX_BYTES);
    assertThat(announce.encode(LsdGroup.IPV6)).hasSizeLessThanOrEqualTo(LsdAnnounce.MAX_BYTES);
  }

  @Test
  void readsHeadersInAnyOrderAndCaseAndIgnoresUnknownOnes() {
    byte[] datagram =
        bytes("BT-SEARCH * HTTP/1.1\nX-New: 1\nINFOHASH: " + HEX + "\nport:6881\n\n\n");

    assertThat(LsdAnnounce.parse(datagram)).contains(new LsdAnnounce(6881, List.of(TORRENT), ""));
  }

  @Test
  void countsEachTorrentOnce() {
    byte[] datagram =
        bytes(
            "BT-SEARCH * HTTP/1.1\nPort: 1\nInfohash: %s\nInfohash: %s\n\n\n"
                .formatted(HEX, HEX.toUpperCase(java.util.Locale.ROOT)));

    assertThat(LsdAnnounce.parse(datagram).orElseThrow().infoHashes()).containsExactly(TORRENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "M-SEARCH * HTTP/1.1\nPort: 6881\nInfohash: " + HEX + "\n\n\n",
        "BT-SEARCH * HTTP/1.1\nInfohash: " + HEX + "\n\n\n",
        "BT-SEARCH * HTTP/1.1\nPort: 6881\n\n\n",
        "BT-SEARCH * HTTP/1.1\nPort: 0\nInfohash: " + HEX + "\n\n\n",
        "BT-SEARCH * HTTP/1.1\nPort: 65536\nInfohash: " + HEX + "\n\n\n",
        "BT-SEARCH * HTTP/1.1\nPort: -1\nInfohash: " + HEX + "\n\n\n",
        "BT-SEARCH * HTTP/1.1\nPort: 99999999999999999999\nInfohash: " + HEX + "\n\n\n",
        "BT-SEARCH * HTTP/1.1\nPort: 6881\nInfohash: 0123\n\n\n",
        "BT-SEARCH * HTTP/1.1\nPort: 6881\n\nInfohash: " + HEX + "\n\n\n",
        "BT-SEARCH * HTTP/1.1\n::::\n\n\n",
      })
  void isNotWhatSaysSomethingElse(String text) {
    assertThat(LsdAnnounce.parse(bytes(text))).isEmpty();
  }

  @Test
  void isNotWhatIsTooLong() {
    String filler = String.join("", Collections.nCopies(LsdAnnounce.MAX_BYTES, "x"));
    byte[] datagram =
        bytes("BT-SEARCH * HTTP/1.1\nPort: 6881\nInfohash: " + HEX + "\nX: " + filler + "\n\n\n");

    assertThat(LsdAnnounce.parse(datagram)).isEmpty();
  }

  @Test
  void survivesAnyBytes() {
    byte[] valid = new LsdAnnounce(6881, torrents(2), "cookie").encode(LsdGroup.IPV4);
    SplittableRandom random = new SplittableRandom(14);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = valid.clone();
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      read += LsdAnnounce.parse(damaged).isPresent() ? 1 : 0;
    }

    assertThat(read).isPositive();
  }
}
