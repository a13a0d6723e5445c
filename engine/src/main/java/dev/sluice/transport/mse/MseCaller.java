package dev.sluice.transport.mse;

import dev.sluice.model.InfoHash;
import dev.sluice.transport.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;

/** The side of a hidden handshake that has dialled. Safe for use by any thread. */
public final class MseCaller {
  /** How an answer begins (BEP 3) of one who does not look at what the caller says. */
  private static final byte[] IN_THE_CLEAR =
      "\u0013BitTorrent protocol".getBytes(StandardCharsets.US_ASCII);

  private final Random random;

  /** Draws keys and padding from {@code random}, which must be safe to share and to trust. */
  public MseCaller(Random random) {
    this.random = random;
  }

  /**
   * Shakes hands over a connection that was just opened.
   *
   * @param connection [own] nothing was said on it
   * @param infoHash the torrent that both must know
   * @param offered how the stream may travel; not empty
   * @param firstWords [own] what to say first of all in the stream; to 65,535 bytes
   * @return the connection as it goes on, the first words being said
   * @throws IOException if the other side hangs up, which is all that one who does not speak MSE,
   *     or does not know the torrent, will do; or says what it must not (an {@link MseException})
   */
  public Connection call(
      Connection connection, InfoHash infoHash, Set<CryptoMethod> offered, ByteBuffer firstWords)
      throws IOException {
    KeyExchange keys = KeyExchange.draw(random);
    connection.write(Padding.behind(keys.publicKey(), random));
    HandshakeInput input = new HandshakeInput(connection);
    SharedSecret secret = keys.agree(readKey(input));
    Rc4 outgoing = secret.callersCipher(infoHash);
    Rc4 incoming = secret.answerersCipher(infoHash);
    connection.write(wish(secret, infoHash, offered, firstWords, outgoing));
    CryptoMethod selected = readSelection(input, incoming, offered);
    return selected == CryptoMethod.RC4
        ? new Rc4Connection(input.rest(), incoming, outgoing)
        : input.rest();
  }

  /** Who answers in the clear says less than a key, and then waits for us. */
  private static byte[] readKey(HandshakeInput input) throws IOException {
    byte[] begin = input.take(IN_THE_CLEAR.length);
    if (Arrays.equals(begin, IN_THE_CLEAR)) {
      throw new MseException("answered in the clear");
    }
    byte[] key = Arrays.copyOf(begin, KeyExchange.KEY_BYTES);
    int missing = key.length - begin.length;
    System.arraycopy(input.take(missing), 0, key, begin.length, missing);
    return key;
  }

  private ByteBuffer wish(
      SharedSecret secret,
      InfoHash infoHash,
      Set<CryptoMethod> offered,
      ByteBuffer firstWords,
      Rc4 outgoing) {
    int padding = Padding.drawLength(random);
    int plainBytes = 2 * Digest.BYTES;
    int hiddenBytes = Verification.BYTES + Integer.BYTES + 2 * Short.BYTES + padding;
    ByteBuffer wish = ByteBuffer.allocate(plainBytes + hiddenBytes + firstWords.remaining());
    wish.put(secret.synchronisation()).put(secret.veil(infoHash));
    Verification.put(wish);
    wish.putInt(CryptoMethod.offer(offered)).putShort((short) padding);
    wish.position(wish.position() + padding); // zeros, as MSE has it
    wish.putShort((short) firstWords.remaining()).put(firstWords);
    outgoing.apply(wish.flip(), plainBytes, wish.limit());
    return wish;
  }

  private static CryptoMethod readSelection(
      HandshakeInput input, Rc4 incoming, Set<CryptoMethod> offered) throws IOException {
    input.skipPast(Verification.encrypted(incoming), Padding.MAX_BYTES);
    int select = input.take(Integer.BYTES, incoming).getInt();
    Padding.skip(input, incoming);
    for (CryptoMethod method : offered) {
      if (select == method.bit) {
        return method;
      }
    }
    throw new MseException("selected what was not offered: " + select);
  }
}
