package dev.sluice.lsd;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.model.Bep;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local network over the machine's own interfaces: speaks from each address at which we take
 * calls, and listens to a group wherever we speak to it.
 *
 * <p>Bound to one address, it uses that address alone; bound to the loopback, nothing leaves the
 * machine. An interface without multicast is left out.
 */
@Bep(14)
public final class MulticastSockets implements LocalNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(MulticastSockets.class);

  /** One more than an announce may have: so it shows when one is too long. */
  private static final int MAX_PAYLOAD_BYTES = LsdAnnounce.MAX_BYTES + 1;

  /** Announces stay in the network that we are in: routers do not pass them on. */
  private static final int TIME_TO_LIVE = 1;

  private final Actors actors;
  private final boolean onLoopback;
  private final List<Mouth> mouths = new ArrayList<>();
  private final Map<LsdGroup, MulticastSocket> ears = new EnumMap<>(LsdGroup.class);

  /** A socket that speaks to a group from one address. */
  private record Mouth(LsdGroup group, MulticastSocket socket) {}

  private MulticastSockets(Actors actors, boolean onLoopback) {
    this.actors = actors;
    this.onLoopback = onLoopback;
  }

  /**
   * Opens the sockets, as far as there are interfaces that can do it.
   *
   * @param bind the one address to use; empty for every address of the machine but the loopback's
   */
  public static MulticastSockets open(Actors actors, Optional<InetAddress> bind) {
    boolean onLoopback = bind.isPresent() && bind.get().isLoopbackAddress();
    MulticastSockets sockets = new MulticastSockets(actors, onLoopback);
    for (LocalAddress address : LocalAddress.all(bind)) {
      try {
        sockets.open(address);
      } catch (IOException e) {
        LOG.debug("no local discovery at {}: {}", address, e.getMessage());
      }
    }
    return sockets;
  }

  private void open(LocalAddress local) throws IOException {
    LsdGroup group = local.group();
    MulticastSocket mouth = new MulticastSocket(new InetSocketAddress(local.ip(), 0));
    try {
      mouth.setNetworkInterface(local.through());
      mouth.setTimeToLive(TIME_TO_LIVE);
      ear(group).joinGroup(group.address(), local.through());
      mouths.add(new Mouth(group, mouth));
    } catch (IOException | RuntimeException e) {
      mouth.close();
      throw e;
    }
  }

  private MulticastSocket ear(LsdGroup group) throws IOException {
    MulticastSocket ear = ears.get(group);
    if (ear == null) {
      ear = new MulticastSocket(LsdGroup.PORT);
      ears.put(group, ear);
    }
    return ear;
  }

  /** Returns whether anybody can be reached. */
  public boolean isUsable() {
    return !mouths.isEmpty();
  }

  @Override
  public void listen(Sink<Datagram> heard) {
    ears.forEach((group, ear) -> actors.run("lsd-read " + group, () -> readAll(ear, heard)));
  }

  /** The system gives a socket what any program of the machine joined for, on any interface. */
  private void readAll(MulticastSocket ear, Sink<Datagram> heard) {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_PAYLOAD_BYTES], MAX_PAYLOAD_BYTES);
    while (!ear.isClosed()) {
      try {
        packet.setLength(MAX_PAYLOAD_BYTES);
        ear.receive(packet);
        if (packet.getAddress().isLoopbackAddress() == onLoopback) {
          byte[] payload = Arrays.copyOf(packet.getData(), packet.getLength());
          heard.offer(new Datagram(packet.getAddress(), payload));
        }
      } catch (IOException e) {
        if (!ear.isClosed()) {
          LOG.warn("local discovery hears no more: {}", e.getMessage());
          ear.close();
        }
      }
    }
  }

  @Override
  public void send(LsdGroup group, byte[] payload) {
    for (Mouth mouth : mouths) {
      if (mouth.group() == group) {
        actors.run("lsd-send " + group, () -> send(mouth, payload));
      }
    }
  }

  private static void send(Mouth mouth, byte[] payload) {
    try {
      mouth.socket().send(new DatagramPacket(payload, payload.length, mouth.group().address()));
    } catch (SocketException e) {
      LOG.debug("not announced in the local network: {}", e.getMessage()); // closed, or no way
    } catch (IOException e) {
      LOG.warn("not announced in the local network: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    mouths.forEach(mouth -> mouth.socket().close());
    ears.values().forEach(MulticastSocket::close);
  }
}
