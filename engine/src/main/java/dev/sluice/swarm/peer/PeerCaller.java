package dev.sluice.swarm.peer;

import dev.sluice.actor.Actors;
import dev.sluice.api.Encryption;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.SpokenWays.Way;
import dev.sluice.transport.Connection;
import dev.sluice.transport.Dialer;
import dev.sluice.transport.TimeLimit;
import dev.sluice.transport.mse.CryptoMethod;
import dev.sluice.transport.mse.MseCaller;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls peers: opens a connection and exchanges handshakes over it, in disguise or in the clear.
 *
 * <p>Unless the policy leaves no choice, a peer that hangs up on one way of talking, or does not
 * answer it, is called again at once in the other way. The first way is what it understood the last
 * time, or else the disguise, or for neighbours the clear. When neither is answered the call has
 * failed, and it is the torrent's to wait before the next. Some listen at their TCP port and talk
 * over uTP alone: who hangs up on TCP is called over uTP before the call has failed; and at once
 * who takes the call and is silent, or no time would be left for it.
 *
 * <p>Safe for use by any thread; whoever calls waits.
 */
public final class PeerCaller {
  private static final Logger LOG = LoggerFactory.getLogger(PeerCaller.class);

  /** A peer that does not answer a connect in this time is not worth a thread. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /**
   * From the connection to the peer's handshake; two over one carrier fit into what a torrent
   * waits.
   */
  private static final long ANSWER_MILLIS = TimeUnit.SECONDS.toMillis(8);

  private final Actors actors;
  private final Dialer dialer;
  private final MseCaller mse;
  private final Encryption policy;
  private final long answerMillis;
  private final SpokenWays understood = new SpokenWays();

  /** Limits time by threads of {@code actors}, and reaches peers through {@code dialer}. */
  public PeerCaller(Actors actors, Dialer dialer, MseCaller mse, Encryption policy) {
    this(actors, dialer, mse, policy, ANSWER_MILLIS);
  }

  /** Waits {@code answerMillis} for each answer. */
  PeerCaller(Actors actors, Dialer dialer, MseCaller mse, Encryption policy, long answerMillis) {
    this.actors = actors;
    this.dialer = dialer;
    this.mse = mse;
    this.policy = policy;
    this.answerMillis = answerMillis;
  }

  /**
   * A call that was answered.
   *
   * @param connection [own] behind the handshakes
   * @param handshake the peer's
   */
  record Answer(Connection connection, Handshake handshake) {}

  /** Returns what knocks at addresses, as {@link Dialer#knocker} has it. */
  Optional<Consumer<PeerAddress>> knocker() {
    return dialer.knocker();
  }

  /**
   * Calls a peer and waits for its handshake.
   *
   * @throws UnansweredException if none comes; an interrupt also ends the wait so
   */
  Answer call(PeerAddress address, Handshake ours) throws UnansweredException {
    try {
      return call(address, ours, dialer);
    } catch (UnansweredException e) {
      Optional<Dialer> other = another(e, dialer);
      if (other.isEmpty() || e.why() != PeerEvent.Cause.REMOTE || isToldToStop()) {
        throw e;
      }
      LOG.debug("{} not over {}: {}", address, e.carrier().get(), e.getMessage());
      return call(address, ours, other.get());
    }
  }

  private static Optional<Dialer> another(UnansweredException failure, Dialer dialer) {
    return failure.carrier().flatMap(dialer::without);
  }

  private Answer call(PeerAddress address, Handshake ours, Dialer dialer)
      throws UnansweredException {
    Way first = firstWay(address);
    try {
      return call(address, ours, first, dialer);
    } catch (UnansweredException e) {
      if (!mayCallAgain(e) || (e.isSilence() && another(e, dialer).isPresent())) {
        throw e;
      }
      LOG.debug("{} {}: {}", address, first, e.getMessage());
      return call(address, ours, first.other(), dialer);
    }
  }

  private Way firstWay(PeerAddress address) {
    return switch (policy) {
      case OFF -> Way.CLEAR;
      case REQUIRE -> Way.DISGUISED;
      case PREFER -> understood.of(address);
    };
  }

  private boolean mayCallAgain(UnansweredException failure) {
    return policy == Encryption.PREFER
        && failure.why() != PeerEvent.Cause.UNREACHABLE
        && !isToldToStop();
  }

  private static boolean isToldToStop() {
    return Thread.currentThread().isInterrupted();
  }

  private Answer call(PeerAddress address, Handshake ours, Way way, Dialer dialer)
      throws UnansweredException {
    Connection connection;
    try {
      connection = dialer.dial(address, CONNECT_TIMEOUT);
    } catch (IOException e) {
      throw new UnansweredException(PeerEvent.Cause.UNREACHABLE, e);
    }
    Optional<Answer> answer = Optional.empty();
    TimeLimit limit = TimeLimit.of(answerMillis, connection, actors);
    try (limit) {
      answer = Optional.of(exchange(connection, ours, way));
      understood.answered(address, way);
      return answer.get();
    } catch (IOException e) {
      throw limit.isOver()
          ? UnansweredException.silence(connection.carrier(), e)
          : new UnansweredException(PeerEvent.Cause.REMOTE, connection.carrier(), e);
    } catch (WireException e) {
      throw new UnansweredException(PeerEvent.Cause.VIOLATION, connection.carrier(), e);
    } finally {
      if (answer.isEmpty()) {
        connection.close();
      }
    }
  }

  private Answer exchange(Connection connection, Handshake ours, Way way)
      throws IOException, WireException {
    Connection stream = connection;
    if (way == Way.CLEAR) {
      FirstBytes.say(ours, connection);
    } else {
      stream = mse.call(connection, ours.infoHash(), offered(), FirstBytes.of(ours));
    }
    return new Answer(stream, Handshake.decode(FirstBytes.await(Handshake.BYTES, stream)));
  }

  private EnumSet<CryptoMethod> offered() {
    return policy == Encryption.REQUIRE
        ? EnumSet.of(CryptoMethod.RC4)
        : EnumSet.allOf(CryptoMethod.class);
  }
}
