package dev.sluice.dht;

import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.routing.RoutingTable;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one family's table alive: finds the way in, looks around ourselves, asks those of whom we
 * have not heard for long, and refreshes what has not changed. Owned by the DHT actor.
 */
@Bep(5)
final class Upkeep {
  /** How long to wait for the way in before it is tried again, doubled each time. A guess. */
  private static final long FIRST_KNOCK_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** The longest such wait. */
  private static final long LAST_KNOCK_NANOS = TimeUnit.MINUTES.toNanos(2);

  /** How long until we look around ourselves again, doubled each time: those who join are many. */
  private static final long FIRST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** The longest such time: BEP 5's age of a bucket that needs refreshing. */
  private static final long LAST_LOOK_NANOS = TimeUnit.MINUTES.toNanos(15);

  /** The longest such time while the table has fewer nodes than {@link #SPARSE}. A guess. */
  private static final long LAST_SPARSE_LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** With fewer nodes hardly a bucket is full, and every newcomer counts. */
  private static final int SPARSE = 2 * RoutingTable.K;

  /** A table of 150 nodes is gone through in the time that makes them questionable. */
  private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final Presence presence;
  private final Asking asking;
  private final Searches searches;
  private final Random random;
  private long knockNanos;
  private long knockWaitNanos = FIRST_KNOCK_NANOS;
  private long lookNanos;
  private long lookWaitNanos = FIRST_LOOK_NANOS;
  private long pingNanos;

  Upkeep(Presence presence, Asking asking, Searches searches, Random random, long nowNanos) {
    this.presence = presence;
    this.asking = asking;
    this.searches = searches;
    this.random = random;
    this.knockNanos = nowNanos;
    this.lookNanos = nowNanos;
    this.pingNanos = nowNanos;
  }

  /**
   * Does what is due.
   *
   * @return whether we know nobody, and it is time to ask the bootstrap nodes
   */
  boolean tick(long nowNanos) {
    RoutingTable nodes = presence.nodes();
    if (!nodes.hasUsable()) {
      return isTimeToKnock(nowNanos);
    }
    knockWaitNanos = FIRST_KNOCK_NANOS;
    lookAround(nowNanos);
    if (nowNanos - pingNanos >= PING_NANOS) {
      pingNanos = nowNanos;
      nodes.nextToPing(nowNanos).ifPresent(node -> ping(node, nowNanos));
    }
    return false;
  }

  private boolean isTimeToKnock(long nowNanos) {
    if (nowNanos - knockNanos < 0) {
      return false;
    }
    knockNanos = nowNanos + knockWaitNanos;
    knockWaitNanos = Math.min(LAST_KNOCK_NANOS, 2 * knockWaitNanos);
    presence.nodes().nodes().stream().limit(RoutingTable.K).forEach(node -> ping(node, nowNanos));
    return true;
  }

  private void lookAround(long nowNanos) {
    if (nowNanos - lookNanos >= 0) {
      lookNanos = nowNanos + lookWaitNanos;
      lookWaitNanos = Math.min(longestLookNanos(), 2 * lookWaitNanos);
      searches.start(new Refreshing(presence.id()));
    } else if (!searches.isRefreshing()) {
      presence
          .nodes()
          .nextToRefresh(nowNanos, random)
          .ifPresent(key -> searches.start(new Refreshing(key)));
    }
  }

  private long longestLookNanos() {
    return presence.nodes().nodes().size() < SPARSE ? LAST_SPARSE_LOOK_NANOS : LAST_LOOK_NANOS;
  }

  /** Looks around at once, and again soon: we are somebody else now. */
  void renamed(long nowNanos) {
    lookNanos = nowNanos;
    lookWaitNanos = FIRST_LOOK_NANOS;
  }

  /** Looks around at once, or for the way in if nobody is left: we come back from nowhere. */
  void rejoin(long nowNanos) {
    renamed(nowNanos);
    knockNanos = nowNanos;
    knockWaitNanos = FIRST_KNOCK_NANOS;
  }

  /** Asks a node whether it is there. */
  void ping(Node node, long nowNanos) {
    asking.ask(node, new Question.Ping(), Exchange.Asker.NOBODY, nowNanos);
  }

  /** Asks whoever is at these addresses for nodes near us: that is the way in. */
  void enterBy(List<PeerAddress> addresses, long nowNanos) {
    Question question = new Question.FindNode(presence.id(), Set.of());
    for (PeerAddress address : addresses) {
      asking.ask(address, question, new WayIn(), nowNanos);
    }
  }

  /** Whoever shows us in names others; they are asked as soon as they are known. */
  private final class WayIn implements Exchange.Asker {
    @Override
    public void onAnswer(Node node, Answer answer, long nowNanos) {
      answer.nodes().stream()
          .filter(named -> named.family() == presence.family())
          .filter(named -> presence.nodes().heard(named, nowNanos))
          .limit(RoutingTable.K)
          .forEach(named -> ping(named, nowNanos));
    }

    @Override
    public void onFailure(long nowNanos) {}
  }
}
