package dev.sluice.session;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.api.Encryption;
import dev.sluice.model.InfoHash;
import dev.sluice.transport.Connection;
import dev.sluice.transport.RateLimiter;
import dev.sluice.transport.ReplayedConnection;
import dev.sluice.transport.mse.CryptoMethod;
import dev.sluice.transport.mse.MseAnswerer;
import dev.sluice.transport.mse.ObfuscatedHash;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Hears out who calls us: in the clear or in disguise, as far as the policy allows. Safe for use by
 * any thread; whoever calls waits.
 */
final class Reception {
  private final Encryption policy;
  private final MseAnswerer mse;
  private final Function<ObfuscatedHash, Optional<InfoHash>> torrents;

  private Reception(
      Encryption policy, MseAnswerer mse, Function<ObfuscatedHash, Optional<InfoHash>> torrents) {
    this.policy = policy;
    this.mse = mse;
    this.torrents = torrents;
  }

  /** Returns one that follows {@code policy} and finds what callers in disguise want by name. */
  static Reception of(
      Encryption policy, SecureRandom chance, MonotonicClock clock, ObfuscatedNames names) {
    RateLimiter exchanges = new RateLimiter(clock, MseAnswerer.MAX_EXCHANGES_PER_SECOND);
    List<CryptoMethod> accepted =
        policy == Encryption.REQUIRE
            ? List.of(CryptoMethod.RC4)
            : List.of(CryptoMethod.PLAINTEXT, CryptoMethod.RC4);
    return new Reception(policy, new MseAnswerer(chance, exchanges, accepted), names::find);
  }

  /**
   * Who has called.
   *
   * @param connection [own] behind the opening
   * @param opening what the caller said
   */
  record Caller(Connection connection, Handshake.Opening opening) {}

  /**
   * Reads the opening of a handshake.
   *
   * @param connection [own] nothing was read from it
   * @throws IOException if the caller hangs up, or breaks the rules of the disguise
   * @throws WireException if it says something else, or says it as the policy forbids
   */
  Caller hear(Connection connection) throws IOException, WireException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(Handshake.Opening.BYTES);
    while (buffer.hasRemaining()) {
      if (connection.read(buffer) < 0) {
        throw new IOException("hung up before it said what it wants");
      }
      if (!Handshake.mayBeginWith(buffer.duplicate().flip())) {
        return hearDisguised(ReplayedConnection.of(connection, buffer.flip()));
      }
    }
    if (policy == Encryption.REQUIRE) {
      throw new WireException("a handshake in disguise", "one in the clear", 0);
    }
    return new Caller(connection, Handshake.Opening.decode(buffer.flip()));
  }

  private Caller hearDisguised(Connection connection)
      throws IOException, WireException, InterruptedException {
    if (policy == Encryption.OFF) {
      throw new WireException("the name of the protocol", "other bytes", 0);
    }
    MseAnswerer.Caller caller = mse.answer(connection, torrents);
    ByteBuffer buffer = ByteBuffer.allocate(Handshake.Opening.BYTES);
    while (buffer.hasRemaining()) {
      if (caller.connection().read(buffer) < 0) {
        throw new IOException("hung up behind its disguise");
      }
    }
    Handshake.Opening opening = Handshake.Opening.decode(buffer.flip());
    if (!opening.infoHash().equals(caller.infoHash())) {
      throw new WireException(
          "a handshake for " + caller.infoHash(), "one for " + opening.infoHash(), 0);
    }
    return new Caller(caller.connection(), opening);
  }
}
