package dev.sluice.simulation;

import dev.sluice.actor.Sink;
import dev.sluice.bencode.BString;
import dev.sluice.dht.Dht;
import dev.sluice.dht.DhtEvent;
import dev.sluice.dht.DhtSettings;
import dev.sluice.dht.DhtWorld;
import dev.sluice.dht.NodeMemory;
import dev.sluice.dht.NodeRole;
import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.KrpcDecoder;
import dev.sluice.dht.krpc.KrpcEncoder;
import dev.sluice.dht.krpc.KrpcException;
import dev.sluice.dht.krpc.KrpcMessage;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.Datagram;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/** One node of ours, and a test that plays all others by hand. */
final class DhtStage {
  private final Random random = Random.from(new SplittableRandom(20));
  private final VirtualTime time = new VirtualTime(random.nextLong());
  private final List<Sent> sent = new ArrayList<>();
  private final Dht dht;

  /** A datagram of our node. */
  record Sent(PeerAddress to, byte[] payload) {
    KrpcMessage message() {
      try {
        return KrpcDecoder.decode(payload);
      } catch (KrpcException e) {
        throw new AssertionError("our node sends messages only", e);
      }
    }
  }

  /** Passes over whatever comes. */
  static final class Ignored implements Sink<DhtEvent> {
    @Override
    public boolean post(DhtEvent event) {
      return true;
    }

    @Override
    public boolean offer(DhtEvent event) {
      return true;
    }
  }

  /** Starts a node that knows the addresses {@code bootstrap}. */
  DhtStage(NodeRole role, PeerAddress... bootstrap) {
    DhtWorld world =
        new DhtWorld(
            new SimulatedActors(time),
            (to, payload) -> sent.add(new Sent(to, payload.clone())),
            random,
            answers -> answers.offer(List.of(bootstrap)),
            NodeMemory.NONE);
    dht = Dht.start(world, new DhtSettings(EnumSet.allOf(AddressFamily.class), role));
    run(0.2);
  }

  Dht dht() {
    return dht;
  }

  Random random() {
    return random;
  }

  void run(double seconds) {
    time.runUntil(() -> false, seconds);
  }

  /** Returns what our node has sent since the last call. */
  List<Sent> takeSent() {
    List<Sent> taken = new ArrayList<>(sent);
    sent.clear();
    return taken;
  }

  /** Returns what our node has sent to {@code address} since the last {@link #takeSent}. */
  List<Sent> takeSentTo(PeerAddress address) {
    return takeSent().stream().filter(each -> each.to().equals(address)).toList();
  }

  void receive(PeerAddress from, byte[] payload) {
    dht.datagrams().offer(new Datagram(from, payload));
    run(0.001);
  }

  void ask(PeerAddress from, NodeId id, Question question) {
    receive(from, KrpcEncoder.encode(new KrpcMessage.Query(BString.of("q1"), id, false, question)));
  }

  void answer(PeerAddress from, BString transaction, Answer answer) {
    receive(
        from, KrpcEncoder.encode(new KrpcMessage.Response(transaction, answer, Optional.empty())));
  }

  /** Makes a node known to ours: it is asked by the bootstrap, and answers. */
  void join(PeerAddress address, NodeId id) {
    dht.visit(address);
    run(0.01);
    for (Sent question : takeSentTo(address)) {
      answer(address, question.message().transaction(), Answer.of(id));
    }
  }

  /** Returns the one answer that our node has sent to {@code address}. */
  KrpcMessage onlyAnswerTo(PeerAddress address) {
    List<KrpcMessage> answers =
        takeSentTo(address).stream()
            .map(Sent::message)
            .filter(message -> !(message instanceof KrpcMessage.Query))
            .toList();
    if (answers.size() != 1) {
      throw new AssertionError("not one answer: " + answers);
    }
    return answers.get(0);
  }
}
