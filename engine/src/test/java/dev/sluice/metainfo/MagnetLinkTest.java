package dev.sluice.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.InfoHash;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MagnetLinkTest {
  private static final String HEX = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a";
  private static final String BASE32 = "YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKEK";
  private static final InfoHash HASH = InfoHash.parseHex(HEX);

  @Nested
  class Reading {
    @Test
    void takesEverythingThatALinkCanSay() throws MetainfoException {
      MagnetLink link =
          MagnetLink.parse(
              "magnet:?xt=urn:btih:"
                  + HEX
                  + "&dn=An+example%20%C3%A9&tr=http%3A%2F%2Fa%2Fannounce%3Fk%3D1%2B1&tr.1=udp://b:1"
                  + "&ws=http%3A%2F%2Fw%2F&x.pe=10.0.0.1:6881&x.pe=[2001:db8::1]:1&x.pe=host:2"
                  + "&so=0,2,6-8&xl=5");

      assertThat(link)
          .isEqualTo(
              new MagnetLink(
                  HASH,
                  "An example \u00e9",
                  List.of("http://a/announce?k=1+1", "udp://b:1"),
                  List.of("http://w/"),
                  List.of(
                      new Endpoint("10.0.0.1", 6881),
                      new Endpoint("2001:db8::1", 1),
                      new Endpoint("host", 2)),
                  List.of(new IndexRange(0, 0), new IndexRange(2, 2), new IndexRange(6, 8))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "magnet:?xt=urn:btih:" + BASE32,
          "magnet:?xt=urn:btih:yex6dqdlxisuvhoj6um3gnnkpqjwpkek",
          "MAGNET:?XT=URN:BTIH:C12FE1C06BBA254A9DC9F519B335AA7C1367A88A",
          "  magnet:?xt=urn:btih:" + HEX + "\n",
          "magnet:?dn=x&amp;xt=urn:btih:" + HEX,
          "magnet:?xt.1=urn%3Abtih%3A" + HEX,
          "magnet:?xt=urn:btmh:1220" + HEX + "&xt=urn:btih:" + HEX,
          "magnet:?&&x&xt=urn:sha1:A&xt=urn:btih:" + HEX
        })
    void findsTheInfoHashHoweverItIsWritten(String link) throws MetainfoException {
      assertThat(MagnetLink.parse(link).infoHash()).isEqualTo(HASH);
    }

    @Test
    void leavesOutWhatItCannotUnderstand() throws MetainfoException {
      MagnetLink link =
          MagnetLink.parse(
              "magnet:?xt=urn:btih:"
                  + HEX
                  + "&dn=100%&tr=&tr=a&tr=a&x.pe=host&x.pe=:1&x.pe=h:0&x.pe=h:65536&x.pe=::1"
                  + "&so=x,3-1,5-,99999999999,4");

      assertThat(link)
          .isEqualTo(
              new MagnetLink(
                  HASH, "100%", List.of("a"), List.of(), List.of(), List.of(new IndexRange(4, 4))));
    }

    @Test
    void takesABoundedNumberOfTrackersAndPeers() throws MetainfoException {
      StringBuilder link = new StringBuilder("magnet:?xt=urn:btih:" + HEX);
      for (int i = 0; i < 1_100; i++) {
        link.append("&tr=udp://t:").append(i).append("&x.pe=h:1");
      }

      MagnetLink read = MagnetLink.parse(link.toString());

      assertThat(read.trackers()).hasSize(1_000);
      assertThat(read.peers()).hasSize(1_000);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "http://x | This is no magnet link: it does not begin with 'magnet:?'.",
          "magnet:?dn=x | The magnet link names no torrent: it has no 'xt=urn:btih:...'.",
          "magnet:?xt=urn:btmh:1220aa | The magnet link names a torrent in format v2 alone"
              + " (urn:btmh), and v2-only torrents are not supported yet.",
          "magnet:?xt=urn:btih:%1b | This is no info-hash of 40 hexadecimal or 32 base32 digits: '?'.",
          "magnet:?xt=urn:btih:0189abcdefghijklmnopqrstuvwxyz01 | This is no info-hash of 40"
              + " hexadecimal or 32 base32 digits: '0189abcdefghijklmnopqrstuvwxyz01'."
        })
    void saysWhyALinkCannotBeUsed(String link, String message) {
      assertThatThrownBy(() -> MagnetLink.parse(link))
          .isInstanceOf(MetainfoException.class)
          .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {HEX, BASE32, " " + HEX + " "})
    void takesABareInfoHash(String text) throws MetainfoException {
      assertThat(MagnetLink.parseInfoHash(text)).isEqualTo(MagnetLink.of(HASH));
    }

    @Test
    void takesNothingElseForABareInfoHash() {
      assertThatThrownBy(() -> MagnetLink.parseInfoHash(HEX.substring(1)))
          .isInstanceOf(MetainfoException.class);
    }
  }

  @Nested
  class Printing {
    @Test
    void isReadAgainAsTheSameLink() throws MetainfoException {
      MagnetLink link =
          new MagnetLink(
              HASH,
              "a&b=c+d %\u00e9\ud83d\ude00#?",
              List.of("http://a/announce?k=1+1&x=%20", "udp://b:1"),
              List.of("http://w/\u00fc/"),
              List.of(new Endpoint("2001:db8::1", 1), new Endpoint("a&b", 2)),
              List.of(new IndexRange(0, 0), new IndexRange(6, 8)));

      assertThat(MagnetLink.parse(link.toString())).isEqualTo(link);
      assertThat(link.toString()).matches("[!-~]+");
    }

    @Test
    void saysNothingBesideTheInfoHashIfItKnowsNothing() {
      assertThat(MagnetLink.of(HASH)).hasToString("magnet:?xt=urn:btih:" + HEX);
    }
  }
}
