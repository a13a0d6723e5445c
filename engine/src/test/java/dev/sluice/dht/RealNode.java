package dev.sluice.dht;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Sink;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.UdpSocket;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One of our nodes on a real socket, on a loopback address of its own. */
final class RealNode implements AutoCloseable {
  private final ThreadedActors actors = ThreadedActors.pooled(MonotonicClock.SYSTEM);
  private final PeerAddress address;
  private final UdpSocket socket;
  private final Dht dht;

  private RealNode(PeerAddress address, Bootstrap bootstrap) throws IOException {
    this.address = address;
    this.socket = UdpSocket.open(Optional.of(address.ip()), address.port());
    DhtWorld world = new DhtWorld(actors, socket, new SecureRandom(), bootstrap, NodeMemory.NONE);
    this.dht = Dht.start(world, new DhtSettings(Set.of(AddressFamily.IPV4), NodeRole.FULL));
    Sink<dev.sluice.transport.udp.Datagram> datagrams = dht.datagrams();
    socket.readInto(datagrams::offer, actors);
  }

  static RealNode knowing(PeerAddress... others) throws IOException {
    return new RealNode(freeAddress(), answers -> answers.offer(List.of(others)));
  }

  /** Returns an address of 127.16.0.0 to 127.239.255.255 that hardly anybody else uses. */
  static PeerAddress freeAddress() throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] ip = {
      127, (byte) random.nextInt(16, 240), (byte) random.nextInt(256), (byte) random.nextInt(1, 255)
    };
    try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getByAddress(ip))) {
      return new PeerAddress(InetAddress.getByAddress(ip), probe.getLocalPort());
    }
  }

  PeerAddress address() {
    return address;
  }

  Dht dht() {
    return dht;
  }

  @Override
  public void close() throws IOException {
    dht.stop();
    try {
      dht.awaitStopped(TimeUnit.SECONDS.toNanos(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    socket.close();
    actors.close();
  }
}
