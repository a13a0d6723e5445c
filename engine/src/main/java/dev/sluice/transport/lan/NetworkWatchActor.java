package dev.sluice.transport.lan;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Published;
import dev.sluice.actor.Timers;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what it sees with what it saw. */
final class NetworkWatchActor implements Actor<NetworkWatchMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkWatchActor.class);

  /** Between two looks: soon enough for a person who plugs a cable in, and cheap. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LocalAddresses addresses;
  private final Wakefulness wakefulness;
  private final Timers<NetworkWatchMessage> timers;
  private final Published<NetworkState> published;
  private final Runnable onUpheaval;
  private Set<InetAddress> seen;

  NetworkWatchActor(
      LocalAddresses addresses,
      Wakefulness wakefulness,
      Timers<NetworkWatchMessage> timers,
      Published<NetworkState> published,
      Runnable onUpheaval) {
    this.addresses = addresses;
    this.wakefulness = wakefulness;
    this.timers = timers;
    this.published = published;
    this.onUpheaval = onUpheaval;
    this.seen = look(Set.of(InetAddress.getLoopbackAddress()));
    published.set(new NetworkState(isUp(seen), 0));
    timers.after(LOOK_NANOS, new NetworkWatchMessage.Look());
  }

  @Override
  public void receive(NetworkWatchMessage message) {
    switch (message) {
      case NetworkWatchMessage.Look() -> onLook();
    }
  }

  private void onLook() {
    timers.after(LOOK_NANOS, new NetworkWatchMessage.Look());
    Set<InetAddress> before = seen;
    seen = look(before);
    boolean slept = wakefulness.hasSlept();
    boolean isUpheaval = isUp(seen) && (slept || Collections.disjoint(seen, before));
    long upheavals = published.get().upheavals() + (isUpheaval ? 1 : 0);
    if (isUpheaval || isUp(seen) != isUp(before)) {
      LOG.info("The network is {}: {}", isUp(seen) ? "there" : "gone", seen);
      published.set(new NetworkState(isUp(seen), upheavals));
    }
    if (isUpheaval) {
      onUpheaval.run();
    }
  }

  private Set<InetAddress> look(Set<InetAddress> otherwise) {
    try {
      return addresses.find();
    } catch (IOException e) {
      LOG.debug("The interfaces cannot be looked at: {}", e.getMessage());
      return otherwise;
    }
  }

  private static boolean isUp(Set<InetAddress> addresses) {
    return !addresses.isEmpty();
  }
}
