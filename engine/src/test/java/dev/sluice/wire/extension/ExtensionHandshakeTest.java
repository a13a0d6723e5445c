package dev.sluice.wire.extension;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.wire.WireException;
import java.net.InetAddress;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtensionHandshakeTest {
  private static ExtensionHandshake parse(String latin1) throws WireException {
    return ExtensionHandshake.parse(latin1.getBytes(ISO_8859_1));
  }

  @Test
  void readsTheExampleOfTheBep() throws WireException {
    ExtensionHandshake handshake =
        parse("d1:md11:LT_metadatai1e6:ut_pexi2ee1:pi6881e1:v13:\u00c2\u00b5Torrent 1.2e");

    assertThat(handshake.idOf(Extension.UT_PEX)).hasValue(2);
    assertThat(handshake.idOf(Extension.UT_METADATA)).isEmpty();
    assertThat(handshake.listenPort()).hasValue(6881);
    assertThat(handshake.client()).contains("\u00b5Torrent 1.2");
  }

  @Test
  void readsWhatItWrites() throws Exception {
    InetAddress seen = InetAddress.getByName("192.0.2.7");
    InetAddress six = InetAddress.getByName("2001:db8::1");
    ExtensionHandshake handshake =
        ExtensionHandshake.builder()
            .supports(Extension.UT_METADATA)
            .supports(Extension.UT_PEX)
            .disables(Extension.UT_HOLEPUNCH)
            .client("Sluice 0.1")
            .listenPort(6881)
            .requestQueueCount(500)
            .yourIp(seen)
            .ownIp(six)
            .metadataBytes(31235)
            .uploadOnly()
            .prefersEncryption()
            .build();

    ExtensionHandshake read = ExtensionHandshake.parse(handshake.encode());

    assertThat(read).isEqualTo(handshake);
    assertThat(read.idOf(Extension.UT_METADATA)).hasValue(Extension.UT_METADATA.localId());
    assertThat(read.idOf(Extension.UT_HOLEPUNCH)).hasValue(0);
    assertThat(read.client()).contains("Sluice 0.1");
    assertThat(read.listenPort()).hasValue(6881);
    assertThat(read.requestQueueCount()).hasValue(500);
    assertThat(read.yourIp()).contains(seen);
    assertThat(read.ipv4()).isEmpty();
    assertThat(read.ipv6()).contains(six);
    assertThat(read.metadataBytes()).hasValue(31235);
    assertThat(read.isUploadOnly()).isTrue();
    assertThat(read.prefersEncryption()).isTrue();
  }

  @Test
  void saysNothingWhenEmpty() throws WireException {
    ExtensionHandshake handshake = parse("de");

    assertThat(handshake.idOf(Extension.UT_PEX)).isEmpty();
    assertThat(handshake.client()).isEmpty();
    assertThat(handshake.listenPort()).isEmpty();
    assertThat(handshake.requestQueueCount()).isEmpty();
    assertThat(handshake.yourIp()).isEmpty();
    assertThat(handshake.metadataBytes()).isEmpty();
    assertThat(handshake.isUploadOnly()).isFalse();
    assertThat(handshake.prefersEncryption()).isFalse();
  }

  @Test
  void takesEntriesOfTheWrongKindForAbsent() throws WireException {
    ExtensionHandshake handshake =
        parse("d4:ipv63:abc1:mi7e13:metadata_size2:991:p2:804:reqqle6:yourip5:abcde1:vi1ee");

    assertThat(handshake.idOf(Extension.UT_PEX)).isEmpty();
    assertThat(handshake.ipv6()).isEmpty();
    assertThat(handshake.metadataBytes()).isEmpty();
    assertThat(handshake.listenPort()).isEmpty();
    assertThat(handshake.requestQueueCount()).isEmpty();
    assertThat(handshake.yourIp()).isEmpty();
    assertThat(handshake.client()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "65536, 9223372036854775807, 33554433",
    "-1, -9223372036854775808, -5",
  })
  void takesNumbersOutOfRangeForAbsent(long port, long requests, long metadata)
      throws WireException {
    ExtensionHandshake handshake =
        parse("d13:metadata_sizei%de1:pi%de4:reqqi%dee".formatted(metadata, port, requests));

    assertThat(handshake.listenPort()).isEmpty();
    assertThat(handshake.requestQueueCount()).isEmpty();
    assertThat(handshake.metadataBytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 256, 4294967297L})
  void takesAnIdThatNoByteHoldsForAbsent(long id) throws WireException {
    assertThat(parse("d1:md6:ut_pexi%deee".formatted(id)).idOf(Extension.UT_PEX)).isEmpty();
  }

  @Test
  void cutsALongClientNameBetweenCharacters() throws WireException {
    String name = "\ud83c\udf0a".repeat(70);
    byte[] payload = ExtensionHandshake.builder().client(name).build().encode();

    assertThat(ExtensionHandshake.parse(payload).client()).contains(name.substring(0, 128));
  }

  @Test
  void ignoresBytesBehindTheDictionary() throws WireException {
    assertThat(parse("d1:pi1eejunk").listenPort()).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "le", "i1e", "d", "d1:pi1e", "d1:p", "\u0000", "d1:pi01ee"})
  void refusesWhatIsNoDictionary(String payload) {
    assertThatThrownBy(() -> parse(payload))
        .isInstanceOf(WireException.class)
        .hasMessageStartingWith("expected an extension handshake, got other bytes: ");
  }

  @Test
  void refusesBombs() {
    String deep = "d1:a" + "l".repeat(30_000) + "e".repeat(30_000) + "e";
    String many = "d1:al" + "0:".repeat(30_000) + "ee";
    String longer = "d1:a70000:" + "x".repeat(70_000) + "e";

    for (String bomb : new String[] {deep, many, longer}) {
      assertThatThrownBy(() -> ExtensionHandshake.parse(bomb.getBytes(UTF_8)))
          .isInstanceOf(WireException.class);
    }
  }

  @Nested
  class TheIdsOfAPeer {
    @Test
    void areNoneBeforeItsHandshake() {
      assertThat(ExtensionIds.NONE.supports(Extension.UT_PEX)).isFalse();
      assertThat(ExtensionIds.NONE.idOf(Extension.UT_PEX)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void areAddedByLaterHandshakes() throws WireException {
      ExtensionIds ids =
          ExtensionIds.NONE
              .updatedBy(parse("d1:md6:ut_pexi9eee"))
              .updatedBy(parse("d1:md11:ut_metadatai255eee"));

      assertThat(ids.idOf(Extension.UT_PEX)).hasValue(9);
      assertThat(ids.idOf(Extension.UT_METADATA)).hasValue(255);
    }

    @Test
    void areTakenBackByZero() throws WireException {
      ExtensionIds ids = ExtensionIds.NONE.updatedBy(parse("d1:md6:ut_pexi9eee"));

      ExtensionIds later = ids.updatedBy(parse("d1:md6:ut_pexi0eee"));

      assertThat(later).isEqualTo(ExtensionIds.NONE);
      assertThat(ids.supports(Extension.UT_PEX)).isTrue();
    }
  }

  @Test
  void knowsItsOwnNumbersApart() {
    for (Extension extension : Extension.values()) {
      assertThat(Extension.ofLocalId(extension.localId())).contains(extension);
    }
    assertThat(Extension.ofLocalId(Extension.HANDSHAKE_ID)).isEmpty();
    assertThat(Extension.ofLocalId(200)).isEmpty();
  }
}
