package dev.sluice.simulation;

import dev.sluice.model.AddressRanges;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.testkit.MemoryVolume;
import dev.sluice.testkit.TestTorrent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A swarm of simulated computers that share one torrent.
 *
 * <pre>
 *   Swarm.of(seed, 4 * MIB, 64 * KIB).play(swarm -> {
 *     swarm.add(NodeSetup.seeder().up(500 * KIB));
 *     List&lt;Node> leechers = swarm.add(50, i -> NodeSetup.leecher().up(20 * KIB * (i + 1)));
 *     swarm.runUntilComplete(600);
 *   });
 * </pre>
 */
final class Swarm {
  /** Makes every scenario another one: {@code -Dsluice.seedOffset=1000} goes hunting. */
  private static final long SEED_OFFSET = Long.getLong("sluice.seedOffset", 0);

  private final long seed;
  private final TestTorrent torrent;
  private final SplittableRandom random;
  private final VirtualTime time;
  private final Trace trace;
  private final Network network;
  private final SimulatedActors actors;
  private final SimulatedTracker tracker;
  private final SimulatedLan lan;
  private final ArrayDeque<byte[]> freeMemory = new ArrayDeque<>();
  private AddressRanges blocked = AddressRanges.NONE;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Puppet> puppets = new ArrayList<>();

  private Swarm(long seed, TestTorrent torrent, SplittableRandom random, long originNanos) {
    this.seed = seed;
    this.torrent = torrent;
    this.random = random;
    this.time = new VirtualTime(originNanos);
    this.trace = new Trace(time);
    this.network = new Network(time, split(), trace);
    this.actors = new SimulatedActors(time);
    this.lan = new SimulatedLan(time);
    this.tracker = new SimulatedTracker(time, split());
  }

  /** What happens in a scenario. */
  @FunctionalInterface
  interface Scenario {
    void play(Swarm swarm);
  }

  private Random split() {
    return Random.from(random.split());
  }

  /** Makes a swarm around a torrent of one file of random bytes. */
  static Swarm of(long seed, int totalBytes, int pieceBytes) {
    return of(
        seed,
        TestTorrent.folder("random-" + seed)
            .pieceBytes(pieceBytes)
            .tracker(SimulatedTracker.URL)
            .file("content", TestTorrent.randomBytes(seed, totalBytes))
            .build());
  }

  /** Makes a swarm; the torrent should name {@link SimulatedTracker#URL}. */
  static Swarm of(long scenarioSeed, TestTorrent torrent) {
    long seed = scenarioSeed + SEED_OFFSET;
    SplittableRandom random = new SplittableRandom(seed);
    return new Swarm(seed, torrent, random, random.nextLong() >> 2);
  }

  /** Returns an equal swarm, not yet run, whose clock shows this when it begins. */
  Swarm startingAt(long originNanos) {
    SplittableRandom fresh = new SplittableRandom(seed);
    fresh.nextLong();
    return new Swarm(seed, torrent, fresh, originNanos);
  }

  /**
   * Plays a scenario, ends every torrent and checks that nothing is left behind. Whatever fails is
   * told with the seed and how far everybody was.
   */
  Swarm play(Scenario scenario) {
    try {
      scenario.play(this);
      endAll();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed %d, after %.1f virtual seconds: %s%n%s"
              .formatted(seed, seconds(), e.getMessage(), story()),
          e);
    }
    return this;
  }

  private void endAll() {
    nodes.stream().filter(Node::hasStarted).forEach(Node::stop);
    time.runUntil(() -> actors.alive().isEmpty(), 60);
    time.runUntil(() -> false, 1);
    if (!actors.alive().isEmpty()) {
      throw new AssertionError("actors that did not stop: " + actors.alive());
    }
    for (Puppet puppet : puppets) {
      if (puppet.leasedBlocks() != 0 || puppet.connections() != 0) {
        throw new AssertionError("the torrents are gone, and yet: " + puppet);
      }
    }
    for (Node node : nodes) {
      if (node.leasedBlocks() != 0 || node.openHandles() != 0) {
        throw new AssertionError(
            "%s keeps %d block buffers and %d file handles"
                .formatted(node, node.leasedBlocks(), node.openHandles()));
      }
    }
  }

  /** Adds a computer and starts its torrent at once. */
  Node add(NodeSetup setup) {
    return add(setup, network.newAddress());
  }

  /** Adds a computer that shares its IP address with another. */
  Node addBesides(Node neighbour, NodeSetup setup) {
    return add(setup, network.addressBesides(neighbour.address()));
  }

  /** Adds a computer that begins with what is on this disk. */
  Node add(NodeSetup setup, MemoryVolume volume) {
    return add(setup, network.newAddress(), volume);
  }

  private Node add(NodeSetup setup, PeerAddress address) {
    return add(setup, address, new MemoryVolume());
  }

  private Node add(NodeSetup setup, PeerAddress address, MemoryVolume volume) {
    Node node = new Node(this, setup, address, split(), volume);
    nodes.add(node);
    network.add(node);
    node.start();
    return node;
  }

  /** Adds a computer that knows no more of the torrent than a magnet link says. */
  Node addMagnet(NodeSetup setup) {
    Node node = new Node(this, setup, network.newAddress(), split(), new MemoryVolume());
    nodes.add(node);
    network.add(node);
    node.startFromMagnet();
    return node;
  }

  /** Adds a seeder of another make, which the tracker knows from now on. */
  Puppet add(PuppetManners manners) {
    Puppet puppet = new Puppet(this, manners, PeerId.random(Random.from(random)));
    puppets.add(puppet);
    network.add(puppet);
    tracker.list(puppet.address());
    return puppet;
  }

  /** Adds a peer that calls and never asks for anything. */
  Idler addIdler(Node seeder) {
    return new Idler(this, seeder, PeerId.random(Random.from(random)));
  }

  /** Adds several, told their numbers from 0. */
  List<Node> add(int count, IntFunction<NodeSetup> setup) {
    List<Node> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      added.add(add(setup.apply(i)));
    }
    return added;
  }

  /** Lets the time pass. */
  void run(double seconds) {
    time.runUntil(() -> false, seconds);
  }

  /** Lets the time pass until the condition holds, which it must within {@code seconds}. */
  void runUntil(String what, BooleanSupplier condition, double seconds) {
    if (!time.runUntil(condition, seconds)) {
      throw new AssertionError("not within " + seconds + " s: " + what);
    }
  }

  /** Lets the time pass until these are complete, and checks their files. */
  void runUntilComplete(List<Node> those, double seconds) {
    runUntil("all are complete", () -> those.stream().allMatch(Node::hasFinished), seconds);
    for (Node node : those) {
      if (!node.isBitExact()) {
        throw new AssertionError("not bit-exact: " + node);
      }
    }
  }

  /** Arranges something for a later moment. */
  void at(double seconds, Runnable action) {
    long atNanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    time.after(atNanos - time.elapsedNanos(), action);
  }

  private String story() {
    return Stream.concat(nodes.stream().map(Node::story), puppets.stream().map(Puppet::toString))
        .collect(Collectors.joining("\n"));
  }

  /** Makes those who are added from now on speak to nobody at these addresses. */
  void block(AddressRanges addresses) {
    blocked = addresses;
  }

  AddressRanges blocked() {
    return blocked;
  }

  double seconds() {
    return time.elapsedNanos() / (double) TimeUnit.SECONDS.toNanos(1);
  }

  /** Returns the number that a scenario may draw its own chances from. */
  long seed() {
    return seed;
  }

  TestTorrent torrent() {
    return torrent;
  }

  VirtualTime time() {
    return time;
  }

  Trace trace() {
    return trace;
  }

  Network network() {
    return network;
  }

  SimulatedActors actors() {
    return actors;
  }

  SimulatedTracker tracker() {
    return tracker;
  }

  SimulatedLan lan() {
    return lan;
  }

  ArrayDeque<byte[]> freeMemory() {
    return freeMemory;
  }
}
