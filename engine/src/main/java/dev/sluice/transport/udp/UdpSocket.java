package dev.sluice.transport.udp;

import dev.sluice.actor.Actors;
import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket: one thread reads, anyone sends. Bound to no address in particular it carries both
 * families, where the machine has them.
 *
 * <p>Sending never waits: what the system has no room for is dropped, as the network would drop it.
 */
public final class UdpSocket implements Datagrams, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UdpSocket.class);

  /** Longest datagram that is read whole; more than an Ethernet frame carries. */
  private static final int MAX_DATAGRAM_BYTES = 2_048;

  /** What may wait to be read; the system gives less if it has its own limit. */
  private static final int RECEIVE_BYTES = 1 << 20;

  private final DatagramChannel channel;
  private final Selector selector;
  private final @Nullable SocketOption<Boolean> dontFragment;

  private UdpSocket(DatagramChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
    this.dontFragment = dontFragment(channel);
  }

  /**
   * Opens a socket.
   *
   * @param bind the local address; empty for any
   * @param port the local port; 0 for any
   * @throws IOException if the port is taken or the address is not ours
   */
  public static UdpSocket open(Optional<InetAddress> bind, int port) throws IOException {
    DatagramChannel channel = channelFor(bind);
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
      channel.bind(new InetSocketAddress(bind.orElse(null), port));
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      return new UdpSocket(channel, selector);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static DatagramChannel channelFor(Optional<InetAddress> bind) throws IOException {
    if (bind.isEmpty()) {
      return DatagramChannel.open();
    }
    boolean isIpv4 = bind.get().getAddress().length == 4;
    return DatagramChannel.open(
        isIpv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
  }

  /** Returns the local port. */
  public int port() {
    return channel.socket().getLocalPort();
  }

  /**
   * Reads datagrams until the socket is closed, on a thread of its own.
   *
   * @param receiver is called on that thread and must not wait
   */
  public void readInto(Consumer<Datagram> receiver, Actors actors) {
    actors.run("udp-read " + port(), () -> read(receiver));
  }

  private void read(Consumer<Datagram> receiver) {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
    while (channel.isOpen() && !Thread.currentThread().isInterrupted()) {
      try {
        selector.select();
        selector.selectedKeys().clear();
        readAll(buffer, receiver);
      } catch (ClosedSelectorException e) {
        return;
      } catch (IOException e) {
        LOG.debug("a datagram could not be read", e);
      }
    }
  }

  private void readAll(ByteBuffer buffer, Consumer<Datagram> receiver) throws IOException {
    while (channel.isOpen()) {
      buffer.clear();
      SocketAddress from = channel.receive(buffer);
      if (from == null) {
        return;
      }
      if (from instanceof InetSocketAddress sender && sender.getPort() != 0) {
        byte[] payload = Arrays.copyOf(buffer.array(), buffer.position());
        receiver.accept(new Datagram(PeerAddress.of(sender), payload));
      }
    }
  }

  @Override
  public void send(PeerAddress to, byte[] payload) {
    try {
      channel.send(ByteBuffer.wrap(payload), to.toSocketAddress());
    } catch (IOException | RuntimeException e) {
      // No way there, a family we have not, a socket just closed: lost like any other datagram.
      LOG.trace("a datagram to {} was lost", to, e);
    }
  }

  /** For as long as it takes, the system is told not to cut; others may send meanwhile. */
  @Override
  public void sendWhole(PeerAddress to, byte[] payload) {
    try {
      neverCut(true);
      send(to, payload);
      neverCut(false);
    } catch (IOException e) {
      LOG.trace("a probe to {} was lost", to, e);
    }
  }

  private void neverCut(boolean isWanted) throws IOException {
    if (dontFragment != null) {
      channel.setOption(dontFragment, isWanted);
    }
  }

  /** The option is no part of Java itself, and known by its name where there is one. */
  @SuppressWarnings("unchecked") // so it is documented
  private static @Nullable SocketOption<Boolean> dontFragment(DatagramChannel channel) {
    for (SocketOption<?> option : channel.supportedOptions()) {
      if (option.name().equals("IP_DONTFRAGMENT") && option.type() == Boolean.class) {
        return (SocketOption<Boolean>) option;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    selector.close();
  }
}
