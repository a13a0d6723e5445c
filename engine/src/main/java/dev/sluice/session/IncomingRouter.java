package dev.sluice.session;

import dev.sluice.actor.Actors;
import dev.sluice.model.InfoHash;
import dev.sluice.swarm.Torrent;
import dev.sluice.swarm.peer.PeerConnections;
import dev.sluice.transport.Connection;
import dev.sluice.transport.tcp.TcpListener;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections at the listening port, reads which torrent each is about, and hands it to that
 * torrent. Knows no peer any longer than that.
 */
final class IncomingRouter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IncomingRouter.class);

  /** Strangers that have not said a handshake yet; enough for a burst, few enough for a flood. */
  private static final int MAX_STRANGERS = 64;

  /** A stranger says which torrent it wants in this time, or is hung up on. */
  private static final long HANDSHAKE_SECONDS = 10;

  private final Actors actors;
  private final TcpListener listener;
  private final PeerConnections connections;
  private final Function<InfoHash, Optional<Torrent>> torrents;
  private final Semaphore strangers = new Semaphore(MAX_STRANGERS);

  IncomingRouter(
      Actors actors,
      TcpListener listener,
      PeerConnections connections,
      Function<InfoHash, Optional<Torrent>> torrents) {
    this.actors = actors;
    this.listener = listener;
    this.connections = connections;
    this.torrents = torrents;
  }

  void start() {
    actors.run("listen " + listener.port(), this::acceptAll);
  }

  int port() {
    return listener.port();
  }

  private void acceptAll() throws InterruptedException {
    try {
      while (true) {
        strangers.acquire();
        Connection connection = listener.accept();
        Actors.Task timeout =
            actors.run("greet-timeout " + connection.remote(), () -> giveUpOn(connection));
        actors.run("greet " + connection.remote(), () -> greet(connection, timeout));
      }
    } catch (IOException e) {
      LOG.debug("listening ended: {}", e.getMessage());
    }
  }

  private static void giveUpOn(Connection connection) throws InterruptedException {
    TimeUnit.SECONDS.sleep(HANDSHAKE_SECONDS);
    connection.close();
  }

  private void greet(Connection connection, Actors.Task timeout) {
    try {
      Handshake.Opening opening = readOpening(connection);
      torrents
          .apply(opening.infoHash())
          .ifPresentOrElse(
              torrent -> torrent.incoming(connections.incoming(connection, opening)),
              connection::close);
    } catch (IOException | WireException e) {
      LOG.debug("{}: {}", connection, e.getMessage());
      connection.close();
    } finally {
      timeout.cancel();
      strangers.release();
    }
  }

  private static Handshake.Opening readOpening(Connection connection)
      throws IOException, WireException {
    ByteBuffer buffer = ByteBuffer.allocate(Handshake.Opening.BYTES);
    while (buffer.hasRemaining()) {
      if (connection.read(buffer) < 0) {
        throw new IOException("hung up before it said what it wants");
      }
      if (!Handshake.mayBeginWith(buffer.duplicate().flip())) {
        throw new WireException("the name of the protocol", "other bytes", 0);
      }
    }
    return Handshake.Opening.decode(buffer.flip());
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.debug("closing the listener: {}", e.getMessage());
    }
  }
}
