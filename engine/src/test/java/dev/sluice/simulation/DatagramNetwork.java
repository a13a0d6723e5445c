package dev.sluice.simulation;

import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.Datagram;
import dev.sluice.transport.udp.Datagrams;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Internet as datagrams see it: each takes its time, some are lost, and nobody hears of it. */
final class DatagramNetwork {
  private static final double LOSS = 0.01;
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final VirtualTime time;
  private final Random random;
  private final Map<PeerAddress, Consumer<Datagram>> listeners = new HashMap<>();
  private long sentCount;
  private long sentBytes;

  DatagramNetwork(VirtualTime time, Random random) {
    this.time = time;
    this.random = random;
  }

  /** Returns the way out for whoever is at {@code own}. */
  Datagrams from(PeerAddress own) {
    return (to, payload) -> send(own, to, payload.clone());
  }

  /** Lets {@code listener} have what is sent to {@code own} from now on. */
  void listen(PeerAddress own, Consumer<Datagram> listener) {
    listeners.put(own, listener);
  }

  /** What is sent to {@code own} is lost from now on. */
  void cut(PeerAddress own) {
    listeners.remove(own);
  }

  private void send(PeerAddress from, PeerAddress to, byte[] payload) {
    sentCount++;
    sentBytes += payload.length;
    if (random.nextDouble() < LOSS) {
      return;
    }
    time.after(
        random.nextLong(SHORTEST_NANOS, LONGEST_NANOS),
        () -> {
          @Nullable Consumer<Datagram> listener = listeners.get(to);
          if (listener != null) {
            listener.accept(new Datagram(from, payload));
          }
        });
  }

  long sentCount() {
    return sentCount;
  }

  long sentBytes() {
    return sentBytes;
  }
}
