package dev.sluice.dht;

import dev.sluice.bencode.BString;
import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import java.util.Optional;
import java.util.Set;

/** What a search is for: what nodes are asked on the way, and what is left with the nearest. */
interface Errand {
  /** Returns the key to look for. */
  NodeId target();

  /** Returns what each node on the way is asked. */
  Question question(Set<AddressFamily> want);

  /** Takes what a node said that we came to over {@code hops} nodes. */
  void onAnswer(Node node, Answer answer, int hops);

  /** Returns what is left with a near node that gave us {@code token}, if anything. */
  default Optional<Question> writing(BString token) {
    return Optional.empty();
  }

  /** Takes note that the search is over, in all families. */
  default void onEnd(int askedCount, int writtenCount) {}
}
