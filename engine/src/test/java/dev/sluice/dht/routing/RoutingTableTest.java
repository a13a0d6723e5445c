package dev.sluice.dht.routing;

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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Random random = new Random(160);
  private final NodeId own = NodeId.random(random);
  private long now = random.nextLong();
  private final RoutingTable table = new RoutingTable(own, now);
  private int nodes;

  /** Returns a node that shares exactly so many bits with us, at an address of its own. */
  private Node sharing(int bits) {
    return new Node(idSharing(bits), Ips.number(nodes++));
  }

  private NodeId idSharing(int bits) {
    NodeId id = own.randomSharing(bits, random);
    while (own.sharedBits(id) != bits) {
      id = own.randomSharing(bits, random);
    }
    return id;
  }

  /** Returns nodes that are in bucket 0, which they fill. */
  private List<Node> fullBucket() {
    List<Node> far = new ArrayList<>();
    for (int i = 0; i < RoutingTable.K; i++) {
      far.add(sharing(0));
      table.answered(far.get(i), now);
    }
    return far;
  }

  @Test
  void splitsItsLastBucketOnlyWhenThatIsFull() {
    fullBucket();
    assertThat(table.bucketCount()).isEqualTo(1);

    table.answered(sharing(3), now);

    assertThat(table.bucketCount()).isEqualTo(2);
    assertThat(table.size()).isEqualTo(9);
  }

  @Test
  void keepsEightOfTheFarHalfAndEverybodyWhoIsNear() {
    for (int i = 0; i < 100; i++) {
      table.answered(sharing(0), now);
      table.answered(sharing(1 + i % 12), now);
    }

    List<Node> all = table.nodes();
    assertThat(all).filteredOn(node -> own.sharedBits(node.id()) == 0).hasSize(8);
    assertThat(all).filteredOn(node -> own.sharedBits(node.id()) == 9).hasSize(8);
    assertThat(table.bucketCount()).isLessThanOrEqualTo(NodeId.BITS);
  }

  @Test
  void namesTheNearestToAKeyFirst() {
    for (int i = 0; i < 60; i++) {
      table.answered(sharing(i % 20), now);
    }
    NodeId target = NodeId.random(random);

    List<Node> closest = table.closest(target, RoutingTable.K);

    List<Node> sorted = new ArrayList<>(table.nodes());
    sorted.sort(Comparator.comparing(Node::id, target.nearestFirst()));
    assertThat(closest).isEqualTo(sorted.subList(0, 8));
  }

  @Test
  void letsNobodyInWhoHasNotAnswered() {
    Node stranger = sharing(2);

    assertThat(table.heard(stranger, now)).as("is worth a question").isTrue();
    assertThat(table.size()).isZero();

    table.suggest(stranger, now);
    assertThat(table.closest(own, 8)).as("usable").isEmpty();
    assertThat(table.nextToPing(now)).contains(stranger);
  }

  @Test
  void doesNotKnowItself() {
    table.answered(new Node(own, Ips.number(1)), now);

    assertThat(table.size()).isZero();
  }

  @Nested
  class WhenABucketIsFull {
    private final List<Node> members = fullBucket();
    private final Node newcomer = sharing(0);

    WhenABucketIsFull() {
      table.answered(sharing(5), now); // so that it cannot be split any more
    }

    @Test
    void keepsThoseWhoHaveBeenThereForLonger() {
      table.answered(newcomer, now);

      assertThat(table.nodes()).containsAll(members).doesNotContain(newcomer);
    }

    @Test
    void putsASpareInThePlaceOfOneThatHasFailedTwice() {
      table.answered(newcomer, now);

      table.failed(members.get(3), now);
      assertThat(table.nodes()).contains(members.get(3));
      table.failed(members.get(3), now);

      assertThat(table.nodes()).contains(newcomer).doesNotContain(members.get(3));
    }

    @Test
    void forgivesWhoAnswersAgain() {
      table.answered(newcomer, now);
      table.failed(members.get(3), now);
      table.answered(members.get(3), now);
      table.failed(members.get(3), now);

      assertThat(table.nodes()).contains(members.get(3));
    }

    @Test
    void keepsABadNodeThatNobodyReplacesButDoesNotNameIt() {
      table.failed(members.get(3), now);
      table.failed(members.get(3), now);

      assertThat(table.nodes()).contains(members.get(3));
      assertThat(table.closest(members.get(3).id(), 8)).doesNotContain(members.get(3));
    }

    @Test
    void keepsNoMoreSparesThanNodes() {
      List<Node> crowd = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        crowd.add(sharing(0));
        table.answered(crowd.get(i), now);
      }
      for (int round = 0; round < 20; round++) {
        for (Node node : table.nodes()) {
          if (own.sharedBits(node.id()) == 0) {
            table.failed(node, now);
          }
        }
      }

      assertThat(table.nodes()).doesNotContainAnyElementsOf(crowd.subList(0, 42));
    }

    @Test
    void prefersANodeWithARightToItsId() {
      PeerAddress address = Ips.number(nodes++);
      NodeId secure = SecureIds.draw(address.ip(), random);
      while (own.sharedBits(secure) != 0) {
        address = Ips.number(nodes++);
        secure = SecureIds.draw(address.ip(), random);
      }
      Node entitled = new Node(secure, address);

      table.answered(entitled, now);

      assertThat(table.nodes()).contains(entitled);
      assertThat(table.size()).isEqualTo(9);
    }
  }

  @Nested
  class Crowds {
    @Test
    void haveOneNodeForEachAddress() {
      table.answered(new Node(idSharing(0), Ips.at("50.1.2.3", 1000)), now);
      table.answered(new Node(idSharing(7), Ips.at("50.1.2.3", 2000)), now);

      assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void haveOneNodeOfEachSubnetInABucket() {
      fullBucket();
      table.answered(new Node(idSharing(3), Ips.at("50.1.2.3", 1000)), now);
      table.answered(new Node(idSharing(3), Ips.at("50.1.2.4", 1000)), now);

      assertThat(table.size()).isEqualTo(9);
    }

    @Test
    void mayBeOnOneMachineForTests() {
      for (int i = 1; i <= 5; i++) {
        table.answered(new Node(idSharing(i), Ips.at("127.0.0.1", 1000 + i)), now);
      }

      assertThat(table.size()).isEqualTo(5);
    }
  }

  @Nested
  class Names {
    @Test
    void areNotChangedAtWill() {
      Node node = sharing(2);
      table.answered(node, now);

      table.answered(new Node(idSharing(4), node.address()), now);

      assertThat(table.size()).isZero();
    }

    @Test
    void areChangedForTheOneThatAnAddressIsEntitledTo() {
      Node node = sharing(2);
      table.answered(node, now);
      Node renamed = new Node(SecureIds.draw(node.address().ip(), random), node.address());

      table.answered(renamed, now);

      assertThat(table.nodes()).containsExactly(renamed);
    }

    @Test
    void belongToOneNodeOnly() {
      Node node = sharing(2);
      table.answered(node, now);

      table.answered(new Node(node.id(), Ips.number(nodes++)), now);

      assertThat(table.nodes()).containsExactly(node);
    }
  }

  @Test
  void asksWhomItHasNotHeardOfForAQuarterOfAnHour() {
    Node silent = sharing(1);
    Node asking = sharing(2);
    table.answered(silent, now);
    now += MINUTE;
    table.answered(asking, now);
    now += 14 * MINUTE;
    table.heard(asking, now);

    assertThat(table.nextToPing(now)).contains(silent);
    assertThat(table.nextToPing(now)).as("asked already").isEmpty();
  }

  @Test
  void refreshesBucketsThatHaveNotChangedForAQuarterOfAnHour() {
    fullBucket();
    table.answered(sharing(5), now);
    assertThat(table.nextToRefresh(now, random)).isEmpty();

    now += 15 * MINUTE;

    assertThat(table.nextToRefresh(now, random).map(own::sharedBits)).contains(0);
    assertThat(table.nextToRefresh(now, random))
        .hasValueSatisfying(key -> assertThat(own.sharedBits(key)).isPositive());
    assertThat(table.nextToRefresh(now, random)).isEmpty();
  }

  @Test
  void keepsItsNodesWhenWeTakeAnotherId() {
    for (int i = 0; i < 30; i++) {
      table.answered(sharing(i % 10), now);
    }
    NodeId other = NodeId.random(random);

    RoutingTable moved = table.around(other, now);

    assertThat(moved.size()).isGreaterThanOrEqualTo(RoutingTable.K);
    assertThat(table.nodes()).containsAll(moved.nodes());
  }
}
