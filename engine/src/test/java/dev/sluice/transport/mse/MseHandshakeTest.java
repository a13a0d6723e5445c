package dev.sluice.transport.mse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.model.InfoHash;
import dev.sluice.testkit.Wire;
import dev.sluice.transport.Allowance;
import dev.sluice.transport.Connection;
import dev.sluice.transport.RateLimiter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of the hidden handshake, and strangers who break its rules. */
@Timeout(30)
class MseHandshakeTest {
  private static final InfoHash TORRENT = InfoHash.parseHex("0123456789".repeat(4));
  private static final InfoHash ELSEWHERE = InfoHash.parseHex("9876543210".repeat(4));
  private static final Set<CryptoMethod> BOTH = EnumSet.allOf(CryptoMethod.class);
  private static final String FIRST_WORDS = "the first words of a caller";

  private final ThreadedActors actors = ThreadedActors.pooled(MonotonicClock.SYSTEM);
  private final Wire wire = Wire.whole();

  /** A connection, an MseAnswerer.Caller, or the exception. */
  private final BlockingQueue<Object> results = new LinkedBlockingQueue<>();

  @AfterEach
  void end() {
    actors.close();
  }

  private static boolean contains(byte[] said, String text) {
    return new String(said, StandardCharsets.ISO_8859_1).contains(text);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(Connection connection, int count) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(count);
    while (target.hasRemaining()) {
      assertThat(connection.read(target)).isPositive();
    }
    return new String(target.array(), StandardCharsets.US_ASCII);
  }

  private static MseAnswerer answerer(List<CryptoMethod> accepted) {
    RateLimiter unlimited = new RateLimiter(MonotonicClock.SYSTEM, RateLimiter.UNLIMITED);
    return new MseAnswerer(new Random(2), unlimited, accepted);
  }

  private static Optional<InfoHash> find(ObfuscatedHash name) {
    return ObfuscatedHash.of(TORRENT).equals(name) ? Optional.of(TORRENT) : Optional.empty();
  }

  /** Lets the right end answer on a thread of its own. */
  private void answer(Connection right, List<CryptoMethod> accepted) {
    actors.run(
        "answer",
        () -> {
          try {
            results.add(answerer(accepted).answer(right, MseHandshakeTest::find));
          } catch (IOException e) {
            results.add(e);
            right.close();
          }
        });
  }

  private void call(Connection left, Set<CryptoMethod> offered) {
    actors.run(
        "call",
        () -> {
          try {
            MseCaller caller = new MseCaller(new Random(1));
            results.add(caller.call(left, TORRENT, offered, bytes(FIRST_WORDS)));
          } catch (IOException e) {
            results.add(e);
            left.close();
          }
        });
  }

  private MseAnswerer.Caller awaitCaller() throws InterruptedException {
    return (MseAnswerer.Caller) results.take();
  }

  private IOException awaitFailure() throws InterruptedException {
    return (IOException) results.take();
  }

  @Nested
  class BetweenTwoOfUs {
    @ParameterizedTest
    @CsvSource({
      "RC4, RC4, RC4", "PLAINTEXT, PLAINTEXT, PLAINTEXT",
      "PLAINTEXT RC4, RC4, RC4", "RC4, PLAINTEXT RC4, RC4",
      "PLAINTEXT RC4, PLAINTEXT RC4, PLAINTEXT", "PLAINTEXT RC4, RC4 PLAINTEXT, RC4"
    })
    void agreesOnTheAnswerersFirstChoiceOfWhatIsOffered(
        String offered, String accepted, CryptoMethod agreed) throws Exception {
      answer(wire.right(), methods(accepted));
      Connection left =
          new MseCaller(new Random(1))
              .call(wire.left(), TORRENT, EnumSet.copyOf(methods(offered)), bytes(FIRST_WORDS));
      MseAnswerer.Caller caller = awaitCaller();

      assertThat(caller.infoHash()).isEqualTo(TORRENT);
      assertThat(read(caller.connection(), FIRST_WORDS.length())).isEqualTo(FIRST_WORDS);
      left.write(bytes("from left to right"));
      caller.connection().write(bytes("from right to left"));
      assertThat(read(caller.connection(), 18)).isEqualTo("from left to right");
      assertThat(read(left, 18)).isEqualTo("from right to left");
      assertThat(contains(wire.left().written(), "from left"))
          .isEqualTo(agreed == CryptoMethod.PLAINTEXT);
    }

    private static List<CryptoMethod> methods(String names) {
      return Arrays.stream(names.split(" ")).map(CryptoMethod::valueOf).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 97, 1000})
    void understandsWhatComesInPieces(int pieceBytes) throws Exception {
      Wire slow = Wire.inPiecesOf(pieceBytes);
      answer(slow.right(), List.of(CryptoMethod.RC4));

      Connection left =
          new MseCaller(new Random(1)).call(slow.left(), TORRENT, BOTH, bytes(FIRST_WORDS));
      left.write(bytes(" and more"));

      assertThat(read(awaitCaller().connection(), FIRST_WORDS.length() + 9))
          .isEqualTo(FIRST_WORDS + " and more");
    }

    @Test
    void decryptsIntoTwoBuffersWithOneRead() throws Exception {
      answer(wire.right(), List.of(CryptoMethod.RC4));
      Connection left = new MseCaller(new Random(1)).call(wire.left(), TORRENT, BOTH, bytes(""));
      left.write(bytes("one and two"));
      ByteBuffer first = ByteBuffer.allocate(5).put((byte) '>').put((byte) '>');
      ByteBuffer second = ByteBuffer.allocateDirect(20);

      assertThat(awaitCaller().connection().read(first, second)).isEqualTo(11);

      assertThat(new String(first.array(), StandardCharsets.US_ASCII)).isEqualTo(">>one");
      assertThat(StandardCharsets.US_ASCII.decode(second.flip()).toString()).isEqualTo(" and two");
    }

    @Test
    void saysNeitherInfoHashNorWordsInTheClear() throws Exception {
      answer(wire.right(), List.of(CryptoMethod.PLAINTEXT));
      new MseCaller(new Random(1)).call(wire.left(), TORRENT, BOTH, bytes(FIRST_WORDS));

      String said = new String(wire.left().written(), StandardCharsets.ISO_8859_1);
      assertThat(said)
          .doesNotContain(FIRST_WORDS)
          .doesNotContain(new String(TORRENT.toBytes(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void drawsOtherKeysAndPaddingForEachCall() throws Exception {
      Random random = new Random(1);
      Wire other = Wire.whole();
      for (Wire each : List.of(wire, other)) {
        answer(each.right(), List.of(CryptoMethod.RC4));
        new MseCaller(random).call(each.left(), TORRENT, BOTH, bytes(FIRST_WORDS));
      }

      assertThat(wire.left().written()).isNotEqualTo(other.left().written());
      assertThat(wire.left().written().length).isNotEqualTo(other.left().written().length);
    }

    @Test
    void hangsUpOnWhoWantsATorrentThatIsNotHere() throws Exception {
      answer(wire.right(), List.of(CryptoMethod.RC4));

      assertThatThrownBy(() ->
              new MseCaller(new Random(1)).call(wire.left(), ELSEWHERE, BOTH, bytes(FIRST_WORDS)))
          .hasMessageContaining("hung up");
      assertThat(awaitFailure()).isInstanceOf(MseException.class).hasMessageContaining("unknown");
    }

    @Test
    void hangsUpWhenNoMethodSuitsBoth() throws Exception {
      answer(wire.right(), List.of(CryptoMethod.RC4));
      call(wire.left(), EnumSet.of(CryptoMethod.PLAINTEXT));

      assertThat(awaitFailure()).hasMessageContaining("offers [PLAINTEXT]");
    }
  }

  /** Threat 23: degenerate keys, padding without end, and work for nothing. */
  @Nested
  class WhenAStrangerCalls {
    private final KeyExchange keys = KeyExchange.draw(new Random(3));

    private void say(ByteBuffer bytes) throws IOException {
      wire.left().write(bytes);
    }

    private void say(byte... bytes) throws IOException {
      say(ByteBuffer.wrap(bytes.clone()));
    }

    private SharedSecret exchangeKeys() throws Exception {
      answer(wire.right(), List.of(CryptoMethod.RC4));
      say(keys.publicKey());
      return keys.agree(Arrays.copyOf(wire.right().awaitWritten(96), 96));
    }

    /** Says everything up to and with the padding's length. */
    private Rc4 offer(int provide, int paddingBytes) throws Exception {
      SharedSecret secret = exchangeKeys();
      say(secret.synchronisation());
      say(secret.veil(TORRENT));
      Rc4 cipher = secret.callersCipher(TORRENT);
      sayHidden(
          cipher,
          ByteBuffer.allocate(14).putLong(0).putInt(provide).putShort((short) paddingBytes).flip());
      return cipher;
    }

    private void sayHidden(Rc4 cipher, ByteBuffer bytes) throws IOException {
      cipher.apply(bytes);
      say(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "p-1", "p", "p+1", "ff"})
    void refusesADegenerateKeyWithoutAnAnswer(String key) throws Exception {
      answer(wire.right(), List.of(CryptoMethod.RC4));

      say(degenerate(key));

      assertThat(awaitFailure()).isInstanceOf(MseException.class).hasMessage("a degenerate key");
      assertThat(wire.right().written()).isEmpty();
    }

    private static byte[] degenerate(String key) {
      byte[] prime = new byte[96];
      Arrays.fill(prime, (byte) 0xff);
      byte[] middle =
          new java.math.BigInteger(
                  "C90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                      + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A6"
                      + "3A36210000000000090563",
                  16)
              .toByteArray();
      System.arraycopy(middle, 1, prime, 8, 88);
      byte[] all = new byte[96];
      switch (key) {
        case "01" -> all[95] = 1;
        case "ff" -> Arrays.fill(all, (byte) 0xff);
        case "p" -> all = prime;
        case "p-1" -> {
          all = prime;
          all[95]--;
        }
        case "p+1" -> {
          all = prime;
          all[95]++;
        }
        default -> {}
      }
      return all;
    }

    @Test
    void findsTheMarkBehindAsMuchPaddingAsIsAllowed() throws Exception {
      SharedSecret secret = exchangeKeys();
      say(new byte[512]);
      say(secret.synchronisation());
      say(secret.veil(ELSEWHERE));

      assertThat(awaitFailure()).hasMessageContaining("unknown torrent");
    }

    @Test
    void hangsUpWhenThereIsMorePaddingThanAllowed() throws Exception {
      SharedSecret secret = exchangeKeys();
      say(new byte[513]);
      say(secret.synchronisation());

      assertThat(awaitFailure()).isInstanceOf(MseException.class).hasMessageContaining("no mark");
    }

    @Test
    void hangsUpAfterSixHundredTwentyEightBytesWithoutAMark() throws Exception {
      SharedSecret unused = exchangeKeys();
      say(new byte[512 + 20]);

      assertThat(awaitFailure()).isInstanceOf(MseException.class).hasMessageContaining("no mark");
    }

    @Test
    void hangsUpWhenTheCiphersDoNotAgree() throws Exception {
      SharedSecret secret = exchangeKeys();
      say(secret.synchronisation());
      say(secret.veil(TORRENT));
      say(new byte[14]);

      assertThat(awaitFailure()).hasMessageContaining("ciphers do not agree");
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 65_535})
    void hangsUpAtHiddenPaddingThatIsTooLong(int paddingBytes) throws Exception {
      Rc4 unused = offer(2, paddingBytes);

      assertThat(awaitFailure()).isInstanceOf(MseException.class).hasMessageContaining("padding");
    }

    @Test
    void hangsUpAtFirstWordsThatAreTooLong() throws Exception {
      Rc4 cipher = offer(2, 0);
      sayHidden(cipher, ByteBuffer.allocate(2).putShort((short) 65_535).flip());

      assertThat(awaitFailure()).isInstanceOf(MseException.class).hasMessageContaining("65535");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 0x80000000})
    void hangsUpWhenNothingIsOfferedThatWeKnow(int provide) throws Exception {
      offer(provide, 0);

      assertThat(awaitFailure()).isInstanceOf(MseException.class).hasMessageContaining("offers []");
    }

    @Test
    void ignoresMethodsThatItDoesNotKnow() throws Exception {
      Rc4 cipher = offer(0xff, 0);
      sayHidden(cipher, ByteBuffer.allocate(2));

      assertThat(awaitCaller().infoHash()).isEqualTo(TORRENT);
    }

    @Test
    void exchangesNoMoreKeysThanItsRateAllows() throws Exception {
      RateLimiter exchanges = new RateLimiter(() -> 0, 1); // the clock stands still
      MseAnswerer answerer = new MseAnswerer(new Random(2), exchanges, List.of(CryptoMethod.RC4));
      new Allowance(exchanges).tryPay(1);
      say(keys.publicKey());

      assertThatThrownBy(() -> answerer.answer(wire.right(), MseHandshakeTest::find))
          .isInstanceOf(MseException.class)
          .hasMessageContaining("too many strangers");
      assertThat(wire.right().written()).isEmpty();
    }
  }

  /** Whoever we call may be anybody. */
  @Nested
  class WhenAStrangerAnswers {
    private final KeyExchange keys = KeyExchange.draw(new Random(3));

    private SharedSecret exchangeKeys() throws Exception {
      call(wire.left(), BOTH);
      wire.right().write(ByteBuffer.wrap(keys.publicKey()));
      return keys.agree(Arrays.copyOf(wire.left().awaitWritten(96), 96));
    }

    private void select(int method, int paddingBytes) throws Exception {
      Rc4 cipher = exchangeKeys().answerersCipher(TORRENT);
      ByteBuffer selection =
          ByteBuffer.allocate(14).putLong(0).putInt(method).putShort((short) paddingBytes).flip();
      cipher.apply(selection);
      wire.right().write(selection);
    }

    @Test
    void hangsUpAtADegenerateKeyAndTellsNothing() throws Exception {
      call(wire.left(), BOTH);
      wire.left().awaitWritten(96);
      wire.right().write(ByteBuffer.allocate(96));

      assertThat(awaitFailure()).isInstanceOf(MseException.class).hasMessage("a degenerate key");
      assertThat(wire.left().written()).hasSizeLessThanOrEqualTo(96 + 512);
    }

    @Test
    void hangsUpWhenThereIsMorePaddingThanAllowed() throws Exception {
      SharedSecret unused = exchangeKeys();
      wire.right().write(ByteBuffer.allocate(512 + 8));

      assertThat(awaitFailure()).isInstanceOf(MseException.class).hasMessageContaining("no mark");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4})
    void hangsUpAtASelectionOfNothingOrOfTwo(int method) throws Exception {
      select(method, 0);

      assertThat(awaitFailure())
          .isInstanceOf(MseException.class)
          .hasMessageContaining("not offered: " + method);
    }

    @Test
    void hangsUpAtHiddenPaddingThatIsTooLong() throws Exception {
      select(2, 513);

      assertThat(awaitFailure()).isInstanceOf(MseException.class).hasMessageContaining("padding");
    }

    @Test
    void goesOnWhenTheSelectionIsOneOfThoseOffered() throws Exception {
      select(1, 0);

      assertThat(results.take()).isSameAs(wire.left());
    }
  }
}
