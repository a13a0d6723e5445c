package dev.sluice.swarm.peer;

import dev.sluice.actor.Actors;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Allowance;
import dev.sluice.transport.Connection;
import dev.sluice.transport.RateLimiters;
import dev.sluice.wire.Handshake;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections over real sockets, dialled or taken over from a listener, and lends them what
 * all connections of a session share.
 */
public final class PeerConnections implements PeerDialer {
  private static final Logger LOG = LoggerFactory.getLogger(PeerConnections.class);

  /** Buffers for peers that send fast just now, 2 MiB in all; who gets none does with little. */
  private static final int RECEIVE_BUFFERS = 16;

  /**
   * Buffers for peers with blocks under way, 16 MiB in all: a peer whose socket is full holds one
   * while it waits, so there must be more than peers that are slow.
   */
  private static final int SEND_BUFFERS = 64;

  private final Actors actors;
  private final PeerCaller caller;
  private final BlockBufferSource blockBuffers;
  private final RateLimiters rates;
  private final BufferPool receiveBuffers =
      new BufferPool(ReceiveBuffer.LARGE_BYTES, RECEIVE_BUFFERS);
  private final BufferPool sendBuffers = new BufferPool(PeerWriter.BATCH_BYTES, SEND_BUFFERS);

  /** Starts connections' threads through {@code actors}, and calls peers by {@code caller}. */
  public PeerConnections(
      Actors actors, PeerCaller caller, BlockBufferSource blockBuffers, RateLimiters rates) {
    this.actors = actors;
    this.caller = caller;
    this.blockBuffers = blockBuffers;
    this.rates = rates;
  }

  @Override
  public Actors.Task dial(PeerAddress address, PeerTerms terms) {
    return actors.run("peer-read " + address, () -> dialAndServe(address, terms));
  }

  @Override
  public Optional<Consumer<PeerAddress>> knocker() {
    return caller.knocker();
  }

  private void dialAndServe(PeerAddress address, PeerTerms terms) throws InterruptedException {
    PeerCaller.Answer answer;
    try {
      answer = caller.call(address, terms.handshake());
    } catch (UnansweredException e) {
      reportUnanswered(terms, e.why(), address + ": " + e.getMessage());
      return;
    } catch (RuntimeException e) {
      LOG.error("a bug: calling {} must not end like this", address, e);
      reportUnanswered(terms, PeerEvent.Cause.UNREACHABLE, address + ": " + e);
      return;
    }
    connectionOver(answer.connection(), terms).runDialled(answer.handshake());
  }

  private static void reportUnanswered(PeerTerms terms, PeerEvent.Cause why, String detail)
      throws InterruptedException {
    boolean unused = Thread.interrupted(); // who gives up on a dial still waits for this event
    terms.events().post(new PeerEvent.Closed(terms.peer(), why, detail));
  }

  /** Returns a peer that has called us and said the {@code opening} of its handshake. */
  public IncomingPeer incoming(Connection connection, Handshake.Opening opening) {
    return new IncomingPeer() {
      @Override
      public PeerAddress address() {
        return connection.remote();
      }

      @Override
      public Actors.Task accept(PeerTerms terms) {
        return actors.run(
            "peer-read " + connection.remote(),
            () -> connectionOver(connection, terms).runIncoming(opening));
      }

      @Override
      public void refuse() {
        connection.close();
      }
    };
  }

  private PeerConnection connectionOver(Connection connection, PeerTerms terms) {
    PeerReader reader =
        new PeerReader(
            connection,
            terms,
            blockBuffers,
            receiveBuffers,
            new Allowance(terms.rates().down(), rates.down()));
    Outbox outbox = new Outbox();
    PeerWriter writer =
        new PeerWriter(
            connection, outbox, terms, sendBuffers, new Allowance(terms.rates().up(), rates.up()));
    return new PeerConnection(actors, connection, terms, reader, outbox, writer);
  }
}
