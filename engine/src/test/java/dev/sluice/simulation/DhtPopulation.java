package dev.sluice.simulation;

import dev.sluice.dht.Dht;
import dev.sluice.dht.DhtSettings;
import dev.sluice.dht.DhtWorld;
import dev.sluice.dht.NodeMemory;
import dev.sluice.dht.NodeRole;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A whole DHT on one thread in virtual time: nodes that run the engine's own actor, and liars.
 *
 * <p>Whoever joins knows three addresses of others, as if from its last run.
 */
final class DhtPopulation {
  private static final int KNOWN_AT_FIRST = 3;

  private final SplittableRandom random;
  private final VirtualTime time;
  private final SimulatedActors actors;
  private final DatagramNetwork network;
  private final List<Member> members = new ArrayList<>();
  private final List<DhtLiar> liars = new ArrayList<>();

  /** One honest node. */
  record Member(PeerAddress address, Dht dht) {}

  DhtPopulation(long seed) {
    this.random = new SplittableRandom(seed);
    this.time = new VirtualTime(random.nextLong());
    this.actors = new SimulatedActors(time);
    this.network = new DatagramNetwork(time, split());
  }

  private Random split() {
    return Random.from(random.split());
  }

  /** Returns some address of the Internet. */
  static PeerAddress anyAddress(Random random) {
    byte[] ip = new byte[4];
    random.nextBytes(ip);
    ip[0] = (byte) (11 + random.nextInt(80)); // no private, shared or special network is in there
    try {
      return new PeerAddress(InetAddress.getByAddress(ip), 2_000 + random.nextInt(60_000));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /** Lets {@code count} nodes join, one after the other within {@code seconds}. */
  void join(int count, double seconds) {
    for (int i = 0; i < count; i++) {
      join();
      run(seconds / count);
    }
  }

  /** Lets one node join. */
  Member join() {
    return join(NodeRole.FULL);
  }

  Member join(NodeRole role) {
    List<PeerAddress> known = new ArrayList<>();
    for (int i = 0; i < KNOWN_AT_FIRST && !members.isEmpty(); i++) {
      known.add(anyMember().address());
    }
    PeerAddress address = anyAddress(random());
    DhtWorld world =
        new DhtWorld(
            actors,
            network.from(address),
            split(),
            answers -> answers.offer(known),
            NodeMemory.NONE);
    Dht dht = Dht.start(world, new DhtSettings(Set.of(AddressFamily.IPV4), role));
    network.listen(address, datagram -> dht.datagrams().offer(datagram));
    Member member = new Member(address, dht);
    members.add(member);
    return member;
  }

  /** Lets {@code count} liars join, and make themselves known. */
  void joinLiars(int count) {
    DhtLiar.Manner[] manners = DhtLiar.Manner.values();
    for (int i = 0; i < count; i++) {
      DhtLiar.Manner manner = manners[i % manners.length];
      DhtLiar liar = new DhtLiar(network, anyAddress(random()), manner, liars, split());
      liars.add(liar);
      for (int greeted = 0; greeted < 40; greeted++) {
        liar.greet(anyMember().address());
      }
    }
  }

  /** Lets a node vanish without a word. */
  void vanish(Member member) {
    members.remove(member);
    network.cut(member.address());
    member.dht().stop();
  }

  Member anyMember() {
    return members.get(random.nextInt(members.size()));
  }

  List<Member> members() {
    return members;
  }

  Random random() {
    return Random.from(random);
  }

  VirtualTime time() {
    return time;
  }

  DatagramNetwork network() {
    return network;
  }

  void run(double seconds) {
    time.runUntil(() -> false, seconds);
  }
}
