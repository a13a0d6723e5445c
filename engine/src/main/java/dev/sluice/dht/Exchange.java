package dev.sluice.dht;

import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.PeerAddress;
import java.util.Optional;

/**
 * A question under way.
 *
 * @param address who was asked, and must answer
 * @param expected what it is said to be called; empty if nobody said
 * @param asker who wants to know
 * @param sentNanos when it was sent
 */
record Exchange(PeerAddress address, Optional<NodeId> expected, Asker asker, long sentNanos) {
  /** Returns the node as it was named, if it was. */
  Optional<Node> node() {
    return expected.map(id -> new Node(id, address));
  }

  /** Who wants to know. Told exactly one of the two. */
  interface Asker {
    /** Asks for the sake of being answered. */
    Asker NOBODY =
        new Asker() {
          @Override
          public void onAnswer(Node node, Answer answer, long nowNanos) {}

          @Override
          public void onFailure(long nowNanos) {}
        };

    /** The node, by the name it gives itself, has answered. */
    void onAnswer(Node node, Answer answer, long nowNanos);

    /** It did not answer in time, or with an error, or is not who it was said to be. */
    void onFailure(long nowNanos);
  }
}
