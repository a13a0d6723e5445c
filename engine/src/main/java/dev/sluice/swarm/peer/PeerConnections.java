package dev.sluice.swarm.peer;

import dev.sluice.actor.Actors;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Allowance;
import dev.sluice.transport.Connection;
import dev.sluice.transport.RateLimiters;
import dev.sluice.transport.tcp.TcpTransport;
import dev.sluice.wire.Handshake;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections over real sockets, dialled or taken over from a listener, and lends them what
 * all connections of a session share.
 */
public final class PeerConnections implements PeerDialer {
  private static final Logger LOG = LoggerFactory.getLogger(PeerConnections.class);

  /** A peer that does not answer a connect in this time is not worth a thread. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Buffers for peers that send fast just now, 2 MiB in all; who gets none does with little. */
  private static final int RECEIVE_BUFFERS = 16;

  /**
   * Buffers for peers with blocks under way, 16 MiB in all: a peer whose socket is full holds one
   * while it waits, so there must be more than peers that are slow.
   */
  private static final int SEND_BUFFERS = 64;

  private final Actors actors;
  private final TcpTransport transport;
  private final BlockBufferSource blockBuffers;
  private final RateLimiters rates;
  private final BufferPool receiveBuffers =
      new BufferPool(ReceiveBuffer.LARGE_BYTES, RECEIVE_BUFFERS);
  private final BufferPool sendBuffers = new BufferPool(PeerWriter.BATCH_BYTES, SEND_BUFFERS);

  /** Starts connections' threads through {@code actors}; all of them share {@code rates}. */
  public PeerConnections(
      Actors actors, TcpTransport transport, BlockBufferSource blockBuffers, RateLimiters rates) {
    this.actors = actors;
    this.transport = transport;
    this.blockBuffers = blockBuffers;
    this.rates = rates;
  }

  @Override
  public Actors.Task dial(PeerAddress address, PeerTerms terms) {
    return actors.run("peer-read " + address, () -> dialAndServe(address, terms));
  }

  private void dialAndServe(PeerAddress address, PeerTerms terms) throws InterruptedException {
    Connection connection;
    try {
      connection = transport.dial(address, CONNECT_TIMEOUT);
    } catch (IOException e) {
      reportUnreachable(terms, address + ": " + e.getMessage());
      return;
    } catch (RuntimeException e) {
      LOG.error("a bug: dialling {} must not end like this", address, e);
      reportUnreachable(terms, address + ": " + e);
      return;
    }
    connectionOver(connection, terms).runDialled();
  }

  private static void reportUnreachable(PeerTerms terms, String detail)
      throws InterruptedException {
    boolean unused = Thread.interrupted(); // who gives up on a dial still waits for this event
    terms.events().post(new PeerEvent.Closed(terms.peer(), PeerEvent.Cause.UNREACHABLE, detail));
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
