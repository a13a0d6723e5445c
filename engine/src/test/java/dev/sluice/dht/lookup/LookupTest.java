package dev.sluice.dht.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dht.node.Ips;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.dht.node.SecureIds;
import dev.sluice.model.PeerAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LookupTest {
  private final Random random = new Random(8);
  private final NodeId target = NodeId.random(random);
  private final long now = random.nextLong();
  private int nodes;

  private Node insecure(int sharedBits) {
    return new Node(target.randomSharing(sharedBits, random), Ips.number(nodes++));
  }

  private Node secure() {
    PeerAddress address = Ips.number(nodes++);
    return new Node(SecureIds.draw(address.ip(), random), address);
  }

  private List<Node> manySecure(int count) {
    List<Node> many = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      many.add(secure());
    }
    many.sort(Comparator.comparing(Node::id, target.nearestFirst()));
    return many;
  }

  /** Lets everybody answer at once, naming nobody, and returns who was asked. */
  private List<Node> finish(Lookup lookup) {
    List<Node> asked = new ArrayList<>();
    for (List<Node> next = lookup.next(now); !next.isEmpty(); next = lookup.next(now)) {
      next.forEach(node -> lookup.answered(node, node));
      asked.addAll(next);
    }
    return asked;
  }

  @Test
  void asksTheNearestFourAtATime() {
    List<Node> known = manySecure(20);
    Lookup lookup = new Lookup(target, known);

    assertThat(lookup.next(now)).containsExactlyElementsOf(known.subList(0, 4));
    assertThat(lookup.next(now)).isEmpty();

    lookup.answered(known.get(1), known.get(1));
    assertThat(lookup.next(now)).containsExactly(known.get(4));
  }

  @Test
  void isDoneWhenTheEightNearestHaveAnswered() {
    List<Node> known = manySecure(20);
    Lookup lookup = new Lookup(target, known);

    List<Node> asked = finish(lookup);

    assertThat(asked).containsExactlyElementsOf(known.subList(0, 8));
    assertThat(lookup.isDone(now)).isTrue();
    assertThat(lookup.closestAnswered(8)).isEqualTo(known.subList(0, 8));
  }

  @Test
  void followsThoseWhoAreNamed() {
    List<Node> known = manySecure(20);
    Lookup lookup = new Lookup(target, known.subList(12, 20));
    List<Node> first = lookup.next(now);

    lookup.answered(first.get(0), first.get(0));
    lookup.learn(known.subList(0, 8), lookup.hopsTo(first.get(0)) + 1);

    assertThat(lookup.next(now)).containsExactly(known.get(0));
    assertThat(lookup.hopsTo(known.get(0))).isEqualTo(2);
  }

  @Test
  void asksAnotherInThePlaceOfOneThatIsSlowAndDoesNotWaitForIt() {
    List<Node> known = manySecure(9);
    Lookup lookup = new Lookup(target, known);
    List<Node> first = lookup.next(now);
    long later = now + Lookup.SLOW_NANOS;

    first.subList(1, 4).forEach(node -> lookup.answered(node, node));
    List<Node> second = lookup.next(later);
    second.forEach(node -> lookup.answered(node, node));
    List<Node> third = lookup.next(later);
    third.forEach(node -> lookup.answered(node, node));

    assertThat(second).containsExactlyElementsOf(known.subList(4, 8));
    assertThat(third).containsExactly(known.get(8));
    assertThat(lookup.isDone(later)).isTrue();
  }

  @Test
  void countsASlowAnswerWhenItComes() {
    List<Node> known = manySecure(8);
    Lookup lookup = new Lookup(target, known);
    lookup.next(now);

    lookup.answered(known.get(0), known.get(0));

    assertThat(lookup.closestAnswered(8)).containsExactly(known.get(0));
  }

  @Test
  void passesOverThoseWhoFail() {
    List<Node> known = manySecure(9);
    Lookup lookup = new Lookup(target, known);
    lookup.next(now);

    lookup.failed(known.get(0));

    assertThat(finish(lookup)).contains(known.get(8)).doesNotContain(known.get(0));
    assertThat(lookup.closestAnswered(8)).doesNotContain(known.get(0));
  }

  @Test
  void isNotCrowdedOutByInventions() {
    List<Node> real = manySecure(8);
    Lookup lookup = new Lookup(target, real);
    for (int i = 0; i < 50; i++) {
      List<Node> inventions = new ArrayList<>();
      for (int j = 0; j < 8; j++) {
        inventions.add(insecure(100));
      }
      lookup.learn(inventions, 2);
    }

    List<Node> asked = finish(lookup);

    assertThat(asked).as("those who exist are asked first").startsWith(real.toArray(Node[]::new));
    assertThat(lookup.closestAnswered(8)).isEqualTo(real);
  }

  @Test
  void believesOneNodeOfAnAddressAndTwoOfASubnet() {
    Lookup lookup = new Lookup(target, List.of());
    List<Node> crowd = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      crowd.add(new Node(target.randomSharing(20 + i, random), Ips.at("60.1.1." + i, 1000)));
      crowd.add(new Node(target.randomSharing(20 + i, random), Ips.at("60.1.1." + i, 2000)));
    }

    lookup.learn(crowd, 1);

    assertThat(finish(lookup))
        .hasSize(2)
        .extracting(node -> node.address().ip())
        .doesNotHaveDuplicates();
  }

  @Test
  void asksNoMoreThanItsLimit() {
    Lookup lookup = new Lookup(target, manySecure(8));
    int bits = 10;
    int asked = 0;
    for (List<Node> next = lookup.next(now); !next.isEmpty(); next = lookup.next(now)) {
      asked += next.size();
      for (Node node : next) {
        lookup.answered(node, node);
        bits = Math.min(150, bits + 1);
        lookup.learn(List.of(insecure(bits), insecure(bits), insecure(bits)), 3);
      }
    }

    assertThat(asked).isEqualTo(Lookup.MAX_ASKED);
    assertThat(lookup.isDone(now)).isTrue();
  }

  @Test
  void takesANodeByTheNameItHasNow() {
    Node old = insecure(60);
    Lookup lookup = new Lookup(target, List.of(old));
    lookup.next(now);
    Node renamed = new Node(SecureIds.draw(old.address().ip(), random), old.address());

    lookup.answered(old, renamed);

    assertThat(lookup.closestAnswered(8)).containsExactly(renamed);
  }
}
