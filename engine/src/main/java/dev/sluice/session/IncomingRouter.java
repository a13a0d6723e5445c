package dev.sluice.session;

import dev.sluice.actor.Actors;
import dev.sluice.model.InfoHash;
import dev.sluice.swarm.Torrent;
import dev.sluice.swarm.peer.PeerConnections;
import dev.sluice.transport.Connection;
import dev.sluice.transport.Listener;
import dev.sluice.transport.TimeLimit;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections at the listening ports, reads which torrent each is about, and hands it to that
 * torrent. Knows no peer any longer than that.
 */
final class IncomingRouter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IncomingRouter.class);

  /** How long to wait for descriptors to become free when no connection can be had. */
  private static final long BREATH_MILLIS = 100;

  private final Actors actors;
  private final List<Door> doors;
  private final Reception reception;
  private final PeerConnections connections;
  private final Function<InfoHash, Optional<Torrent>> torrents;
  private final Patience patience;
  private final Reach reach = new Reach();

  /**
   * One way in, with room for so many strangers of its own: a crowd at one leaves the others free.
   */
  private record Door(Listener listener, Semaphore strangers) {}

  /**
   * How much is put up with from those who have not said what they want.
   *
   * @param maxStrangers how many there may be at a time with each listener; more wait in the
   *     system's queue
   * @param handshakeMillis how long each of them has
   */
  record Patience(int maxStrangers, long handshakeMillis) {
    /** Enough for a burst, few enough for a flood; a handshake that takes longer never comes. */
    static final Patience USUAL = new Patience(64, 10_000);
  }

  IncomingRouter(
      Actors actors,
      List<? extends Listener> listeners,
      Reception reception,
      PeerConnections connections,
      Function<InfoHash, Optional<Torrent>> torrents,
      Patience patience) {
    this.actors = actors;
    this.doors =
        listeners.stream()
            .map(each -> new Door(each, new Semaphore(patience.maxStrangers)))
            .collect(Collectors.toList());
    this.reception = reception;
    this.connections = connections;
    this.torrents = torrents;
    this.patience = patience;
  }

  void start() {
    for (Door door : doors) {
      actors.run("listen " + door.listener.port(), () -> acceptAll(door));
    }
  }

  /** Returns what calls show of whether we can be reached. */
  Reach reach() {
    return reach;
  }

  /** Returns the port that others are told of: the first listener's. */
  int port() {
    return doors.get(0).listener.port();
  }

  private void acceptAll(Door door) throws InterruptedException {
    while (door.listener.isOpen()) {
      door.strangers.acquire();
      try {
        meet(door.listener.accept(), door.strangers);
      } catch (IOException e) {
        door.strangers.release();
        onNobodyCame(door.listener, e);
      }
    }
  }

  private void meet(Connection connection, Semaphore strangers) {
    TimeLimit limit = TimeLimit.of(patience.handshakeMillis, connection, actors);
    actors.run(
        "greet " + connection.remote(),
        () -> {
          try {
            greet(connection, limit);
          } finally {
            strangers.release();
          }
        });
  }

  /** One connection that cannot be had is no reason to listen no more. */
  private void onNobodyCame(Listener listener, IOException e) throws InterruptedException {
    if (listener.isOpen()) {
      LOG.warn("a connection could not be accepted: {}", e.getMessage());
      TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
    }
  }

  private void greet(Connection connection, TimeLimit limit) throws InterruptedException {
    boolean isUnderstood = false;
    try {
      Reception.Caller caller = reception.hear(connection);
      isUnderstood = introduce(caller);
    } catch (IOException | WireException e) {
      LOG.debug("{}: {}", connection, e.getMessage());
    } finally {
      limit.close();
      if (!isUnderstood) {
        connection.close();
      }
    }
  }

  private boolean introduce(Reception.Caller caller) {
    Optional<Torrent> wanted = torrents.apply(caller.opening().infoHash());
    wanted.ifPresent(unused -> reach.onCalled(caller.connection().remote().ip()));
    wanted.ifPresent(
        torrent -> torrent.incoming(connections.incoming(caller.connection(), caller.opening())));
    return wanted.isPresent();
  }

  @Override
  public void close() {
    for (Door door : doors) {
      try {
        door.listener.close();
      } catch (IOException e) {
        LOG.debug("closing the listener: {}", e.getMessage());
      }
    }
  }
}
