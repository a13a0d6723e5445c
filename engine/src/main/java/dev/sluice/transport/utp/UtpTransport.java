package dev.sluice.transport.utp;

import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Sink;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Connection;
import dev.sluice.transport.Dialer;
import dev.sluice.transport.Listener;
import dev.sluice.transport.Race;
import dev.sluice.transport.udp.Datagram;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Calls and is called over uTP, at one UDP socket that others may use as well: the outside of the
 * actor that owns all connections.
 */
@Bep(29)
public final class UtpTransport implements Dialer, AutoCloseable {
  /** Packets that wait, 6 MiB at the most; more are lost, as packets are. */
  private static final int MAILBOX_CAPACITY = 4_096;

  private final Mailbox<UtpMessage> actor;
  private final UtpListener listener;

  private UtpTransport(Mailbox<UtpMessage> actor, UtpListener listener) {
    this.actor = actor;
    this.listener = listener;
  }

  /** Starts; datagrams are to be given to {@link #datagrams}. */
  public static UtpTransport start(UtpWorld world) {
    UtpListener listener = new UtpListener(world.port());
    Mailbox<UtpMessage> actor =
        world
            .actors()
            .start(
                "utp",
                MAILBOX_CAPACITY,
                (self, timers) -> new UtpActor(world, listener, self, timers));
    return new UtpTransport(actor, listener);
  }

  /** Returns whether a datagram is one of ours, going by how it begins. */
  public static boolean isPacket(Datagram datagram) {
    return UtpPacket.mayBe(datagram.payload());
  }

  /** Returns where the datagrams go that come in on its socket. Use {@link Sink#offer}. */
  public Sink<Datagram> datagrams() {
    return actor.adapt(UtpMessage.Received::new);
  }

  /** Returns where the connections are that others made. */
  public Listener listener() {
    return listener;
  }

  @Override
  public Connection dial(PeerAddress address, Duration timeout) throws IOException {
    try (Race race = new Race()) {
      race.enter();
      if (!actor.command(new UtpMessage.Call(address, race))) {
        throw new IOException("uTP: the client stops");
      }
      Optional<Connection> answered = race.await(timeout.toNanos());
      if (answered.isPresent()) {
        return answered.get();
      }
      throw race.failure().orElseGet(() -> new IOException("uTP: no answer from " + address));
    }
  }

  @Override
  public Optional<Consumer<PeerAddress>> knocker() {
    return Optional.of(address -> {
      boolean unused = actor.offer(new UtpMessage.Knock(address)); // no harm if it is lost
    });
  }

  /** Ends every connection, and tells the peers. Does not wait. */
  @Override
  public void close() {
    listener.close();
    actor.stop();
  }

  /**
   * Waits until all peers have been told.
   *
   * @return whether they were within {@code timeoutNanos}
   */
  public boolean awaitClosed(long timeoutNanos) throws InterruptedException {
    return actor.awaitStopped(timeoutNanos);
  }
}
