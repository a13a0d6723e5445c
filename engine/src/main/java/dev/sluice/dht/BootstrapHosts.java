package dev.sluice.dht;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.http.NameResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bootstrap nodes that are known by name, looked up each time on a thread of its own.
 *
 * <p>Several, of several operators: one name alone is what a censor, or an outage, takes away.
 */
public final class BootstrapHosts implements Bootstrap {
  private static final Logger LOG = LoggerFactory.getLogger(BootstrapHosts.class);

  /** Addresses of one name that are asked. */
  private static final int MAX_ADDRESSES = 4;

  private final Actors actors;
  private final NameResolver resolver;
  private final Random random;
  private final List<Host> hosts;

  /**
   * A name and a port.
   *
   * @param name a host name or an address
   * @param port 1 to 65535
   */
  public record Host(String name, int port) {
    public Host {
      if (port < 1 || port > 0xffff) {
        throw new IllegalArgumentException("no such port: " + port);
      }
    }
  }

  /** Looks up {@code hosts} through {@code resolver}. */
  public BootstrapHosts(Actors actors, NameResolver resolver, Random random, List<Host> hosts) {
    this.actors = actors;
    this.resolver = resolver;
    this.random = random;
    this.hosts = List.copyOf(hosts);
  }

  @Override
  public void find(Sink<List<PeerAddress>> answers) {
    List<Host> shuffled = new ArrayList<>(hosts);
    Collections.shuffle(shuffled, new Random(random.nextLong()));
    for (Host host : shuffled) {
      actors.run("dht-bootstrap " + host.name(), () -> answers.post(addresses(host)));
    }
  }

  private List<PeerAddress> addresses(Host host) throws InterruptedException {
    try {
      List<InetAddress> found = resolver.resolve(host.name());
      return found.stream()
          .limit(MAX_ADDRESSES)
          .map(ip -> new PeerAddress(ip, host.port()))
          .collect(Collectors.toList());
    } catch (IOException e) {
      LOG.info("The DHT bootstrap node {} was not found", host.name());
      return List.of();
    }
  }
}
