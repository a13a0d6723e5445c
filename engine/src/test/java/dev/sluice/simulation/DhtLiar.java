package dev.sluice.simulation;

import dev.sluice.bencode.BString;
import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.KrpcDecoder;
import dev.sluice.dht.krpc.KrpcEncoder;
import dev.sluice.dht.krpc.KrpcException;
import dev.sluice.dht.krpc.KrpcMessage;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.dht.node.SecureIds;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.Datagram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A node that wants nobody to find anything. At its front door it has a right to its id and answers
 * politely, and so gets into the tables; but asked for a key it names nobody honest. At its back
 * door, another port, it calls itself by an id right beside whatever key is asked for, takes every
 * announce, and keeps none.
 */
final class DhtLiar {
  /** How it lies. */
  enum Manner {
    /** It names nodes right beside the key where nobody lives. */
    INVENTS,
    /** It names the back doors of its fellows. */
    CONSPIRES
  }

  private final DatagramNetwork network;
  private final PeerAddress frontDoor;
  private final Manner manner;
  private final List<DhtLiar> fellows;
  private final Random random;
  private final NodeId id;

  DhtLiar(
      DatagramNetwork network,
      PeerAddress frontDoor,
      Manner manner,
      List<DhtLiar> fellows,
      Random random) {
    this.network = network;
    this.frontDoor = frontDoor;
    this.manner = manner;
    this.fellows = fellows;
    this.random = random;
    this.id = SecureIds.draw(frontDoor.ip(), random);
    network.listen(frontDoor, datagram -> answer(frontDoor, datagram));
    network.listen(backDoor(), datagram -> answer(backDoor(), datagram));
  }

  private PeerAddress backDoor() {
    return new PeerAddress(frontDoor.ip(), frontDoor.port() + 1);
  }

  /** Makes itself known to {@code node}. */
  void greet(PeerAddress node) {
    Question question = new Question.FindNode(id, Set.of());
    KrpcMessage.Query query = new KrpcMessage.Query(BString.of("aa"), id, false, question);
    network.from(frontDoor).send(node, KrpcEncoder.encode(query));
  }

  private void answer(PeerAddress door, Datagram datagram) {
    try {
      if (KrpcDecoder.decode(datagram.payload()) instanceof KrpcMessage.Query query) {
        Answer lie = door.equals(frontDoor) ? atTheFront(query) : atTheBack(query);
        KrpcMessage response =
            new KrpcMessage.Response(query.transaction(), lie, Optional.of(datagram.from()));
        network.from(door).send(datagram.from(), KrpcEncoder.encode(response));
      }
    } catch (KrpcException e) {
      throw new IllegalStateException("nodes send messages only", e);
    }
  }

  private Answer atTheFront(KrpcMessage.Query query) {
    return keyOf(query.question()).map(key -> lie(id, key)).orElse(Answer.of(id));
  }

  private Answer atTheBack(KrpcMessage.Query query) {
    return keyOf(query.question())
        .map(key -> lie(forgedId(key), key))
        .orElseGet(() -> Answer.of(id));
  }

  private Answer lie(NodeId self, NodeId key) {
    List<Node> nodes = manner == Manner.INVENTS ? invented(key) : backDoors(key);
    return Answer.builder(self).token(BString.of("token")).nodes(nodes).build();
  }

  private static Optional<NodeId> keyOf(Question question) {
    return switch (question) {
      case Question.GetPeers getPeers -> Optional.of(NodeId.of(getPeers.infoHash()));
      case Question.AnnouncePeer announce -> Optional.of(NodeId.of(announce.infoHash()));
      case Question.FindNode findNode -> Optional.of(findNode.target());
      default -> Optional.empty();
    };
  }

  private List<Node> invented(NodeId key) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      nodes.add(new Node(key.randomSharing(120, random), DhtPopulation.anyAddress(random)));
    }
    return nodes;
  }

  private List<Node> backDoors(NodeId key) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      DhtLiar fellow = fellows.get(random.nextInt(fellows.size()));
      nodes.add(new Node(fellow.forgedId(key), fellow.backDoor()));
    }
    return nodes;
  }

  /** An id beside the key on which all fellows agree. */
  private NodeId forgedId(NodeId key) {
    return new NodeId(key.high(), key.middle(), key.low() ^ frontDoor.hashCode() & 0xffff);
  }
}
