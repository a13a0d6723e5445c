package dev.sluice.transport.utp;

import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.Datagram;
import dev.sluice.transport.udp.Datagrams;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Hosts that speak uTP over a line with its own weather, in virtual time; one seed, one run. */
final class SimulatedLine {
  final long seed;
  private final Random random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<PeerAddress, SimulatedHost> hosts = new HashMap<>();
  private final Map<PeerAddress, Long> freeNanos = new HashMap<>();
  private final List<Datagram> carried = new ArrayList<>();
  private long nowNanos;
  private long eventCount;
  private long longestQueueNanos;
  private Weather weather;
  private UnaryOperator<byte[]> spoiler = UnaryOperator.identity();

  SimulatedLine(Weather weather, long seed) {
    this(weather, seed, 0);
  }

  SimulatedLine(Weather weather, long seed, long startNanos) {
    this.weather = weather;
    this.seed = seed;
    this.random = new Random(seed);
    this.nowNanos = startNanos;
  }

  private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  static PeerAddress address(int host) {
    try {
      return new PeerAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host}), 6881);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  SimulatedHost host(int number) {
    PeerAddress own = address(number);
    SimulatedHost host = new SimulatedHost(this, own, new Random(seed * 31 + number));
    hosts.put(own, host);
    return host;
  }

  /** What is sent to the host is lost from now on. */
  void cut(SimulatedHost host) {
    hosts.remove(host.own());
  }

  void weather(Weather newWeather) {
    weather = newWeather;
  }

  /** Lets every datagram be changed on its way. */
  void spoil(UnaryOperator<byte[]> change) {
    spoiler = change;
  }

  long nowNanos() {
    return nowNanos;
  }

  /** Returns all that was ever sent, in order. */
  List<Datagram> carried() {
    return carried;
  }

  /** Returns how long a datagram stood before the bottleneck at the most, and forgets it. */
  long longestQueueNanos() {
    long longest = longestQueueNanos;
    longestQueueNanos = 0;
    return longest;
  }

  void after(long nanos, Runnable action) {
    events.add(new Event(nowNanos + nanos, eventCount++, action));
  }

  Datagrams from(PeerAddress own) {
    return new Datagrams() {
      @Override
      public void send(PeerAddress to, byte[] payload) {
        carry(own, to, payload.clone());
      }

      @Override
      public void sendWhole(PeerAddress to, byte[] payload) {
        if (payload.length <= weather.wholeBytes()) {
          send(to, payload);
        }
      }
    };
  }

  void carry(PeerAddress from, PeerAddress to, byte[] payload) {
    carried.add(new Datagram(from, payload.clone()));
    long free = Math.max(nowNanos, freeNanos.getOrDefault(from, Long.MIN_VALUE));
    long queueNanos = free - nowNanos;
    long room = TimeUnit.SECONDS.toNanos(weather.queueBytes()) / weather.bytesPerSecond();
    if (queueNanos > room) {
      return;
    }
    long sendNanos = TimeUnit.SECONDS.toNanos(payload.length) / weather.bytesPerSecond();
    freeNanos.put(from, free + sendNanos);
    longestQueueNanos = Math.max(longestQueueNanos, queueNanos);
    byte[] arriving = spoiler.apply(payload);
    int copies = random.nextDouble() < weather.duplication() ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextDouble() >= weather.loss()) {
        long jitter = weather.jitterNanos() == 0 ? 0 : random.nextLong(weather.jitterNanos());
        after(
            queueNanos + sendNanos + weather.delayNanos() + jitter,
            () -> deliver(from, to, arriving));
      }
    }
  }

  private void deliver(PeerAddress from, PeerAddress to, byte[] payload) {
    SimulatedHost host = hosts.get(to);
    if (host != null) {
      host.tell(new UtpMessage.Received(new Datagram(from, payload.clone())));
    }
  }

  /** Goes on until something has happened; returns whether it did within {@code maxSeconds}. */
  boolean runUntil(BooleanSupplier happened, double maxSeconds) {
    long endNanos = nowNanos + (long) (maxSeconds * 1e9);
    while (!happened.getAsBoolean()) {
      Event next = events.peek();
      if (next == null || next.atNanos > endNanos) {
        nowNanos = endNanos;
        return false;
      }
      events.remove();
      nowNanos = next.atNanos;
      next.action.run();
    }
    return true;
  }

  /** Returns whether nobody has anything to do, now or later. */
  boolean isAtRest() {
    return events.isEmpty();
  }

  void runFor(double seconds) {
    runUntil(() -> false, seconds);
  }
}
