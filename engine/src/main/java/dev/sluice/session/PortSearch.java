package dev.sluice.session;

import dev.sluice.transport.Listener;
import dev.sluice.transport.tcp.TcpListener;
import dev.sluice.transport.tcp.TcpTransport;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a port to listen on: the one wished for, or the next that is free. */
final class PortSearch {
  private static final Logger LOG = LoggerFactory.getLogger(PortSearch.class);

  /** Ports tried in all; several clients on one machine are usual, ten are not. */
  private static final int ATTEMPTS = 10;

  private PortSearch() {}

  /** Returns an open listener, or empty when none of the ports could be had. */
  static Optional<TcpListener> listen(TcpTransport tcp, int wishedPort) {
    int attempts = wishedPort == 0 ? 1 : ATTEMPTS;
    for (int port = wishedPort; port < wishedPort + attempts && port <= 0xffff; port++) {
      try {
        return Optional.of(tcp.listen(port));
      } catch (IOException e) {
        LOG.debug("cannot listen on port {}: {}", port, e.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * Returns one sentence for people when it is not the port wished for, or peers call for nothing
   * at its namesake of UDP, else an empty text.
   *
   * @param udpPort where datagrams come in; nothing tells peers of one that differs
   */
  static String note(
      Optional<? extends Listener> listener, int wishedPort, Optional<Integer> udpPort) {
    String note = note(listener, wishedPort);
    int port = listener.map(Listener::port).orElse(0);
    boolean differs = listener.isPresent() && udpPort.isPresent() && udpPort.get() != port;
    return note.isEmpty() && differs
        ? "UDP port " + port + " is taken: peers cannot call us over uTP"
        : note;
  }

  private static String note(Optional<? extends Listener> listener, int wishedPort) {
    if (listener.isEmpty()) {
      return wishedPort == 0
          ? "no port can be opened: peers cannot connect to us"
          : "no port from " + wishedPort + " on can be opened: peers cannot connect to us";
    }
    int port = listener.get().port();
    return wishedPort == 0 || port == wishedPort
        ? ""
        : "port " + wishedPort + " is taken, listening on " + port;
  }
}
