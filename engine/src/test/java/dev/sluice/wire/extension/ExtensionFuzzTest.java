package dev.sluice.wire.extension;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.WireException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gives mutants of good payloads to every parser, whichever extension they were meant for. */
final class ExtensionFuzzTest {
  private static final int MUTANTS = 5_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d1:ei1e4:ipv44:abcd4:ipv616:aaaabbbbccccdddd1:md6:ut_pexi1ee13:metadata_sizei9e1:pi1ee",
        "d4:reqqi250e11:upload_onlyi1e1:v6:Sluice6:yourip4:abcde",
        "d8:msg_typei1e5:piecei0e10:total_sizei20eeabcdefghijklmnopqrst",
        "d8:msg_typei0e5:piecei7ee",
        "d5:added12:aaaa11bbbb227:added.f2:\u0001\u00026:added618:aaaabbbbccccdddd117:dropped0:e",
        "\u0002\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0000\u0000\u0000\u0001",
        "\u0000\u0000\u0000\u0001",
      })
  void survivesMutants(String payload) {
    byte[] original = payload.getBytes(ISO_8859_1);

    for (int seed = 0; seed < MUTANTS; seed++) {
      byte[] mutant = mutant(original, new Random(seed));
      try {
        parseAsEverything(mutant);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("mutant of %s with seed %d".formatted(payload, seed), e);
      }
    }
  }

  private static byte[] mutant(byte[] original, Random random) {
    byte[] mutant = Arrays.copyOf(original, 1 + random.nextInt(2 * original.length));
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutant.length);
      mutant[at] = random.nextBoolean() ? (byte) random.nextInt(256) : oneOf("dlie0:9-", random);
    }
    return random.nextBoolean() ? mutant : Arrays.copyOf(mutant, original.length);
  }

  private static byte oneOf(String characters, Random random) {
    return (byte) characters.charAt(random.nextInt(characters.length()));
  }

  static void parseAsEverything(byte[] payload) {
    attempt(() -> askEverything(ExtensionHandshake.parse(payload)));
    attempt(() -> expectSameAgain(UtMetadata.parse(payload)));
    attempt(() -> expectSameAgain(UtPex.parse(payload)));
    attempt(() -> expectSameAgain(UtHolepunch.parse(payload)));
    attempt(() -> LtDonthave.parse(payload, MessageLimits.beforeMetadata()));
  }

  private static void askEverything(ExtensionHandshake handshake) throws WireException {
    ExtensionIds ids = ExtensionIds.NONE.updatedBy(handshake);
    for (Extension extension : Extension.values()) {
      assertThat(ids.idOf(extension).orElse(1)).isBetween(1, 255);
    }
    assertThat(handshake.listenPort().orElse(1)).isBetween(1, 65535);
    assertThat(handshake.metadataBytes().orElse(1)).isBetween(1, UtMetadata.MAX_TOTAL_BYTES);
    assertThat(handshake.requestQueueCount().orElse(1)).isPositive();
    assertThat(handshake.client().orElse("").length()).isLessThanOrEqualTo(128);
    handshake.yourIp();
    handshake.ipv4();
    handshake.ipv6();
    assertThat(ExtensionHandshake.parse(handshake.encode())).isEqualTo(handshake);
  }

  private static void expectSameAgain(UtMetadata message) throws WireException {
    if (!(message instanceof UtMetadata.Unknown)) {
      assertThat(UtMetadata.parse(message.encode())).isEqualTo(message);
    }
  }

  private static void expectSameAgain(UtPex message) throws WireException {
    assertThat(message.added()).hasSizeLessThanOrEqualTo(UtPex.MAX_PEERS);
    assertThat(UtPex.parse(message.encode()).dropped()).hasSameElementsAs(message.dropped());
  }

  private static void expectSameAgain(UtHolepunch message) throws WireException {
    assertThat(UtHolepunch.parse(message.encode())).isEqualTo(message);
  }

  private static void attempt(Parsing parsing) {
    try {
      parsing.run();
    } catch (WireException e) {
      assertThat(e).hasMessageStartingWith("expected ");
    }
  }

  private interface Parsing {
    void run() throws WireException;
  }
}
