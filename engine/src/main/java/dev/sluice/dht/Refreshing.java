package dev.sluice.dht;

import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import java.util.Set;

/**
 * Looks for nodes themselves; that they answer is all that is wanted of them.
 *
 * @param target the key whose surroundings are to become known
 */
@Bep(5)
record Refreshing(NodeId target) implements Errand {
  @Override
  public Question question(Set<AddressFamily> want) {
    return new Question.FindNode(target, want);
  }

  @Override
  public void onAnswer(Node node, Answer answer, int hops) {}
}
