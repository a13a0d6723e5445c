package dev.sluice.transport.mse;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.testkit.Allocations;
import dev.sluice.transport.Connection;
import dev.sluice.transport.RateLimiter;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A stranger who calls in disguise: before the keys are known, and behind them. */
public final class MseFuzz {
  private static final InfoHash TORRENT = InfoHash.parseHex("61".repeat(20));

  private MseFuzz() {}

  /** Says the input as it is, and what it means when it is encrypted as the answerer expects. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Allocations.within(2_000_000 + 100L * input.length, () -> read(input));
  }

  private static void read(byte[] input) throws Exception {
    answer(new Stranger(input, false));
    answer(new Stranger(input, true));
  }

  private static void answer(Stranger stranger) throws InterruptedException {
    MseAnswerer answerer =
        new MseAnswerer(
            new Random(1),
            new RateLimiter(MonotonicClock.SYSTEM, RateLimiter.UNLIMITED),
            List.copyOf(EnumSet.allOf(CryptoMethod.class)));
    try {
      MseAnswerer.Caller caller =
          answerer.answer(
              stranger,
              hash ->
                  hash.equals(ObfuscatedHash.of(TORRENT))
                      ? Optional.of(TORRENT)
                      : Optional.empty());
      if (!caller.infoHash().equals(TORRENT)) {
        throw new AssertionError("found a torrent that nobody has");
      }
    } catch (IOException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("a fault without a word", e);
      }
    }
  }

  /** Exchanges keys honestly if told so, and says the input encrypted behind it. */
  private static final class Stranger implements Connection {
    private final KeyExchange keys = KeyExchange.draw(new Random(2));
    private final byte[] input;
    private final boolean isInitiated;
    private ByteBuffer said;

    Stranger(byte[] input, boolean isInitiated) {
      this.input = input;
      this.isInitiated = isInitiated;
      this.said = ByteBuffer.wrap(isInitiated ? keys.publicKey() : input);
    }

    @Override
    public PeerAddress remote() {
      return new PeerAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public int read(ByteBuffer target) {
      if (!said.hasRemaining()) {
        return -1;
      }
      int count = Math.min(said.remaining(), target.remaining());
      for (int i = 0; i < count; i++) {
        target.put(said.get());
      }
      return count;
    }

    @Override
    public long read(ByteBuffer first, ByteBuffer second) {
      return read(first.hasRemaining() ? first : second);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
      if (isInitiated && source.remaining() >= KeyExchange.KEY_BYTES && !said.hasRemaining()) {
        byte[] theirKey = new byte[KeyExchange.KEY_BYTES];
        source.get(theirKey);
        said = encrypted(keys.agree(theirKey));
      }
      source.position(source.limit());
    }

    private ByteBuffer encrypted(SharedSecret secret) {
      byte[] rest = input.clone();
      secret.callersCipher(TORRENT).apply(ByteBuffer.wrap(rest));
      return ByteBuffer.allocate(2 * Digest.BYTES + rest.length)
          .put(secret.synchronisation())
          .put(secret.veil(TORRENT))
          .put(rest)
          .flip();
    }

    @Override
    public void close() {}
  }
}
