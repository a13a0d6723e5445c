package dev.sluice.session;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.model.AddressRanges;
import dev.sluice.model.Carrier;
import dev.sluice.transport.udp.Datagram;
import dev.sluice.transport.udp.UdpSocket;
import dev.sluice.transport.utp.UtpTransport;
import dev.sluice.transport.utp.UtpWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session's UDP socket, with all that speaks in datagrams there: our node of the distributed
 * hash table, and connections over uTP. How a datagram begins says for whom it is.
 */
final class DatagramDoor {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramDoor.class);

  /** How long it may take to tell peers that we go: nobody is waited for. */
  private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final UdpSocket socket;
  private final Optional<DhtNode> dht;
  private final Optional<UtpTransport> utp;

  private DatagramDoor(UdpSocket socket, Optional<DhtNode> dht, Optional<UtpTransport> utp) {
    this.socket = socket;
    this.dht = dht;
    this.utp = utp;
  }

  /**
   * Opens {@code port}, or another one if that is taken.
   *
   * @return nothing if nobody is to speak there, or there is no way to have a socket; the log says
   *     why
   */
  static Optional<DatagramDoor> open(
      SessionSettings settings, int port, Actors actors, Random chance) {
    boolean wantsUtp = settings.carriers().contains(Carrier.UTP);
    if (!wantsUtp && settings.dhtBootstrap().isEmpty()) {
      return Optional.empty();
    }
    try {
      UdpSocket socket = open(settings.bindAddress(), port);
      Optional<DhtNode> dht =
          settings
              .dhtBootstrap()
              .map(bootstrap -> DhtNode.start(actors, settings, bootstrap, socket, chance));
      Optional<UtpTransport> utp =
          wantsUtp
              ? Optional.of(UtpTransport.start(new UtpWorld(actors, socket, chance, socket.port())))
              : Optional.empty();
      DatagramDoor door = new DatagramDoor(socket, dht, utp);
      door.listen(actors, settings.blocked());
      return Optional.of(door);
    } catch (IOException e) {
      LOG.warn("No DHT and no uTP: no UDP socket could be had: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static UdpSocket open(Optional<InetAddress> bind, int port) throws IOException {
    try {
      return UdpSocket.open(bind, port);
    } catch (IOException e) {
      LOG.info("UDP port {} is taken; the DHT and uTP use another", port);
      return UdpSocket.open(bind, 0);
    }
  }

  /** What nobody listens to is dropped, and what comes from who is blocked. */
  private void listen(Actors actors, AddressRanges blocked) {
    Optional<Sink<Datagram>> packets = utp.map(UtpTransport::datagrams);
    Optional<Sink<Datagram>> others = dht.map(DhtNode::datagrams);
    socket.readInto(
        datagram -> {
          if (!blocked.contains(datagram.from().ip())) {
            (UtpTransport.isPacket(datagram) ? packets : others)
                .ifPresent(sink -> sink.offer(datagram));
          }
        },
        actors);
  }

  int port() {
    return socket.port();
  }

  Optional<DhtNode> dht() {
    return dht;
  }

  Optional<UtpTransport> utp() {
    return utp;
  }

  /** Stops all that is behind it, and then the socket. */
  void close() throws InterruptedException {
    if (dht.isPresent()) {
      dht.get().close();
    }
    if (utp.isPresent()) {
      utp.get().close();
      boolean unused = utp.get().awaitClosed(STOP_NANOS);
    }
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("the UDP socket did not close", e);
    }
  }
}
