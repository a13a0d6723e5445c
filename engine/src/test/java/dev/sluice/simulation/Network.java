package dev.sluice.simulation;

import dev.sluice.actor.Actors;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.PeerDialer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerTerms;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All computers, and what lies between them. */
final class Network {
  private static final int PORT = 6881;
  private static final int FIRST_EPHEMERAL_PORT = 32_768;
  private static final long SECOND_TRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CONNECT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final VirtualTime time;
  private final Random random;
  private final Trace trace;
  private final Map<PeerAddress, Place> places = new LinkedHashMap<>();

  /** At whom those have knocked that sit behind a router. */
  private final Map<PeerAddress, Set<PeerAddress>> knocks = new HashMap<>();

  private final Map<String, Long> latencies = new LinkedHashMap<>();
  private Optional<Wiretap> wiretap = Optional.empty();
  private long jitterNanos;
  private int calls;
  private int nextHost = 1;
  private int nextNeighbourPort = PORT + 1;
  private int nextPort = FIRST_EPHEMERAL_PORT;

  Network(VirtualTime time, Random random, Trace trace) {
    this.time = time;
    this.random = random;
    this.trace = trace;
  }

  VirtualTime time() {
    return time;
  }

  Random random() {
    return random;
  }

  Trace trace() {
    return trace;
  }

  /** Returns the next computer's address. */
  PeerAddress newAddress() {
    return addressOf(nextHost++);
  }

  /** Returns an address of another computer behind the same router. */
  PeerAddress addressBesides(PeerAddress neighbour) {
    return new PeerAddress(neighbour.ip(), nextNeighbourPort++);
  }

  /** Returns the address of the n-th computer, from 1. */
  static PeerAddress addressOf(int host) {
    return address(new byte[] {10, 0, (byte) (host >> 8), (byte) host}, PORT);
  }

  private static PeerAddress address(byte[] ip, int port) {
    try {
      return new PeerAddress(InetAddress.getByAddress(ip), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  void add(Place place) {
    places.put(place.address(), place);
  }

  /** Returns the one-way latency, from 5 to 60 ms; drawn once for each pair, equal both ways. */
  long latencyNanos(Place one, Place other) {
    String a = one.address().toString();
    String b = other.address().toString();
    String pair = a.compareTo(b) < 0 ? a + b : b + a;
    return latencies.computeIfAbsent(
        pair, key -> TimeUnit.MILLISECONDS.toNanos(5 + random.nextInt(56)));
  }

  /** Keeps from now on what passes on connections. */
  Wiretap tap() {
    Wiretap tap = new Wiretap();
    wiretap = Optional.of(tap);
    return tap;
  }

  /** Bytes leave on their way to the other end. */
  void passed(Pipe pipe, ByteBuffer bytes) {
    wiretap.ifPresent(tap -> tap.passed(pipe, bytes));
  }

  /** Lets every segment from now on take up to so much longer, each by another chance. */
  void jitter(long nanos) {
    jitterNanos = nanos;
  }

  /** Returns by how much the next segment is late. */
  long nextJitterNanos() {
    return jitterNanos == 0 ? 0 : random.nextLong(jitterNanos);
  }

  /** Returns how often anybody was called. */
  int calls() {
    return calls;
  }

  /** Puts a router before a computer: it lets those in at whom the computer has knocked. */
  void putRouterBefore(PeerAddress place) {
    knocks.put(place, new HashSet<>());
  }

  /** Returns the network as one computer sees it. */
  PeerDialer dialerOf(Place caller) {
    return new PeerDialer() {
      @Override
      public Actors.Task dial(PeerAddress address, PeerTerms terms) {
        return Network.this.dial(caller, address, terms);
      }

      @Override
      public Optional<Consumer<PeerAddress>> knocker() {
        return Optional.of(
            address -> knocks.getOrDefault(caller.address(), new HashSet<>()).add(address));
      }
    };
  }

  private boolean isLetIn(Place caller, Place called) {
    Set<PeerAddress> known = knocks.get(called.address());
    return known == null || known.contains(caller.address());
  }

  /** A call is tried again before it has failed; a router that lets nobody in says nothing. */
  private Actors.Task dialAgain(Place caller, Place called, PeerTerms terms) {
    time.after(
        SECOND_TRY_NANOS,
        () -> {
          if (isLetIn(caller, called)) {
            Actors.Task unused = connect(caller, called, terms);
          } else {
            Actors.Task unused = unreachable(called.address(), terms, CONNECT_TIMEOUT_NANOS);
          }
        });
    return () -> {};
  }

  private Actors.Task dial(Place caller, PeerAddress address, PeerTerms terms) {
    calls++;
    Place called = places.get(address);
    if (called == null || called.isCutOff() || caller.isCutOff()) {
      return unreachable(address, terms, CONNECT_TIMEOUT_NANOS);
    }
    if (!isLetIn(caller, called)) {
      return dialAgain(caller, called, terms);
    }
    return called.isListening()
        ? connect(caller, called, terms)
        : unreachable(address, terms, 2 * latencyNanos(caller, called));
  }

  private Actors.Task unreachable(PeerAddress address, PeerTerms terms, long delayNanos) {
    time.after(
        delayNanos,
        () ->
            Posting.post(
                terms.events(),
                new PeerEvent.Closed(
                    terms.peer(), PeerEvent.Cause.UNREACHABLE, address + ": nobody answers")));
    return () -> {};
  }

  private Actors.Task connect(Place caller, Place called, PeerTerms terms) {
    PeerAddress callersAddress = new PeerAddress(caller.address().ip(), ephemeralPort());
    ConnectionEnd near = new ConnectionEnd(this, caller, called.address());
    ConnectionEnd far = new ConnectionEnd(this, called, callersAddress);
    near.connectTo(new Pipe(this, caller, called, near, far));
    far.connectTo(new Pipe(this, called, caller, far, near));
    time.after(2 * latencyNanos(caller, called), () -> near.greet(terms));
    return near::cancel;
  }

  private int ephemeralPort() {
    int port = nextPort++;
    nextPort = nextPort > 0xffff ? FIRST_EPHEMERAL_PORT : nextPort;
    return port;
  }
}
