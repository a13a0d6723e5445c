package dev.sluice.lsd;

import dev.sluice.actor.Sink;
import java.net.InetAddress;

/** The local network as discovery sees it: what is said to a group, all its members hear. */
public interface LocalNetwork extends AutoCloseable {
  /**
   * Begins to listen to every group that can be reached.
   *
   * @param heard is offered every datagram, our own included; what it does not take is lost
   */
  void listen(Sink<Datagram> heard);

  /** Sends to a group, where it can be reached; never waits. */
  void send(LsdGroup group, byte[] payload);

  /** Ends listening; never waits. */
  @Override
  void close();

  /**
   * What somebody said to a group.
   *
   * @param sender the host it came from
   * @param payload [own] its content
   */
  record Datagram(InetAddress sender, byte[] payload) {}
}
