package dev.sluice.transport.mse;

import dev.sluice.model.InfoHash;
import dev.sluice.transport.Allowance;
import dev.sluice.transport.Connection;
import dev.sluice.transport.RateLimiter;
import dev.sluice.transport.ReplayedConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The side of a hidden handshake that was called. Any stranger can make it compute; so exchanges of
 * keys have a rate, which all share. Safe for use by any thread.
 */
public final class MseAnswerer {
  /**
   * Exchanges in a second, at 0.1 ms each: 5 % of one processor for whoever wants to annoy us, and
   * far more peers than call an honest node.
   */
  public static final int MAX_EXCHANGES_PER_SECOND = 500;

  /** How long an exchange may wait for its turn; then the node is under attack. */
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A handshake has 68 bytes; the rest is room for whatever a client says at once behind it. */
  private static final int MAX_FIRST_WORDS_BYTES = 8 * 1024;

  private final Random random;
  private final RateLimiter exchanges;
  private final List<CryptoMethod> accepted;

  /**
   * Draws keys and padding from {@code random}, which must be safe to share and to trust.
   *
   * @param exchanges how many keys may be exchanged in a second, each counting as a byte
   * @param accepted how streams may travel, the best first
   */
  public MseAnswerer(Random random, RateLimiter exchanges, List<CryptoMethod> accepted) {
    this.random = random;
    this.exchanges = exchanges;
    this.accepted = List.copyOf(accepted);
  }

  /**
   * A caller that is understood.
   *
   * @param connection the connection as it goes on, beginning with the caller's first words
   * @param infoHash the torrent that it wants
   */
  public record Caller(Connection connection, InfoHash infoHash) {}

  /**
   * Shakes hands with a stranger. How long that may take is the caller's to limit, by closing the
   * connection.
   *
   * @param connection [own] nothing was read from it
   * @param torrents finds the torrents that are here by what strangers call them
   * @throws IOException if the stranger hangs up; or says what it must not, or wants what is not
   *     here (an {@link MseException})
   */
  public Caller answer(Connection connection, Function<ObfuscatedHash, Optional<InfoHash>> torrents)
      throws IOException, InterruptedException {
    HandshakeInput input = new HandshakeInput(connection);
    byte[] theirKey = input.take(KeyExchange.KEY_BYTES);
    SharedSecret secret = exchangeKeys(connection, theirKey);
    input.skipPast(secret.synchronisation(), Padding.MAX_BYTES);
    ObfuscatedHash wanted = secret.unveil(input.take(Digest.BYTES));
    InfoHash infoHash =
        torrents.apply(wanted).orElseThrow(() -> new MseException("wants an unknown torrent"));
    Rc4 incoming = secret.callersCipher(infoHash);
    Rc4 outgoing = secret.answerersCipher(infoHash);
    CryptoMethod method = select(readOffer(input, incoming));
    ByteBuffer firstWords = readFirstWords(input, incoming);
    connection.write(selection(method, outgoing));
    Connection stream =
        method == CryptoMethod.RC4
            ? new Rc4Connection(input.rest(), incoming, outgoing)
            : input.rest();
    return new Caller(ReplayedConnection.of(stream, firstWords), infoHash);
  }

  private SharedSecret exchangeKeys(Connection connection, byte[] theirKey)
      throws IOException, InterruptedException {
    try (Allowance turn = new Allowance(exchanges)) {
      if (!turn.pay(1, TURN_NANOS)) {
        throw new MseException("too many strangers want to exchange keys");
      }
    }
    KeyExchange keys = KeyExchange.draw(random);
    SharedSecret secret = keys.agree(theirKey);
    connection.write(Padding.behind(keys.publicKey(), random));
    return secret;
  }

  private static Set<CryptoMethod> readOffer(HandshakeInput input, Rc4 incoming)
      throws IOException {
    if (input.take(Verification.BYTES, incoming).getLong() != 0) {
      throw new MseException("the ciphers do not agree");
    }
    int provide = input.take(Integer.BYTES, incoming).getInt();
    Padding.skip(input, incoming);
    return CryptoMethod.offered(provide);
  }

  private CryptoMethod select(Set<CryptoMethod> offered) throws MseException {
    return accepted.stream()
        .filter(offered::contains)
        .findFirst()
        .orElseThrow(() -> new MseException("offers " + offered + ", not one of " + accepted));
  }

  private static ByteBuffer readFirstWords(HandshakeInput input, Rc4 incoming) throws IOException {
    int length = Short.toUnsignedInt(input.take(Short.BYTES, incoming).getShort());
    if (length > MAX_FIRST_WORDS_BYTES) {
      throw new MseException(length + " bytes in the handshake");
    }
    return input.take(length, incoming);
  }

  private ByteBuffer selection(CryptoMethod method, Rc4 outgoing) {
    int padding = Padding.drawLength(random);
    int bytes = Verification.BYTES + Integer.BYTES + Short.BYTES + padding;
    ByteBuffer selection = ByteBuffer.allocate(bytes);
    Verification.put(selection);
    selection.putInt(method.bit).putShort((short) padding).clear();
    outgoing.apply(selection);
    return selection;
  }
}
