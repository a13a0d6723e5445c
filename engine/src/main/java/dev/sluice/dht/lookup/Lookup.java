package dev.sluice.dht.lookup;

import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One search for the nodes nearest to a key: whom to ask next, and when it is over.
 *
 * <p>It keeps the nodes it has heard of in the order of their distance, and asks the nearest that
 * it has not asked, {@link #PARALLEL} at a time; who answers names more. It ends when the 8 nearest
 * have answered. Two things make it quick and robust:
 *
 * <ul>
 *   <li>Who has not answered within {@link #SLOW_NANOS} is passed over: another is asked in its
 *       place, and the search does not wait for it, though its answer still counts when it comes.
 *   <li>Names are cheap, and those who invent them sit as near to the key as they like. So the
 *       search also goes on until the 8 nearest of those have answered whose address entitles them
 *       to their id (BEP 42); inventions cannot crowd them out.
 * </ul>
 *
 * <p>At most {@link #MAX_ASKED} nodes are asked, and {@link #MAX_KNOWN} remembered.
 *
 * <p>Owned by the DHT actor.
 */
@Bep({5, 42})
public final class Lookup {
  /** BEP 5's K: how many nodes keep a thing. */
  public static final int K = 8;

  /** Questions under way; BEP 5 leaves it open, Kademlia says 3, libtorrent 5. */
  static final int PARALLEL = 4;

  /** After so long an answer is not waited for; nine in ten nodes of the real table are faster. */
  static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);

  /** Questions of one search. An honest one needs 20 to 40. */
  static final int MAX_ASKED = 120;

  /** Nodes that one search remembers; the farthest are forgotten. */
  static final int MAX_KNOWN = 200;

  /** Of one subnet only so many are believed. */
  private static final int MAX_PER_SUBNET = 2;

  private final NodeId target;
  private final TreeSet<Contact> nearestFirst;
  private final Map<PeerAddress, Contact> byAddress = new HashMap<>();
  private final CrowdLimit crowd = new CrowdLimit(MAX_PER_SUBNET);
  private int askedCount;

  /** Starts from {@code seeds}, in any order. */
  public Lookup(NodeId target, Collection<Node> seeds) {
    this.target = target;
    this.nearestFirst = new TreeSet<>(Contact.nearestTo(target));
    seeds.forEach(seed -> learn(seed, 1));
  }

  /** Returns the key. */
  public NodeId target() {
    return target;
  }

  private void learn(Node node, int hops) {
    if (byAddress.containsKey(node.address()) || !crowd.admits(node.address().ip())) {
      return;
    }
    Contact contact = new Contact(node, hops);
    if (!nearestFirst.add(contact)) {
      return; // the same id at another place: the first that was named stays
    }
    byAddress.put(node.address(), contact);
    crowd.entered(node.address().ip());
    if (nearestFirst.size() > MAX_KNOWN) {
      forgetFarthest();
    }
  }

  /** Inventions are always the nearest; those that exist must not be forgotten for them. */
  private void forgetFarthest() {
    if (!forgetFarthest(false)) {
      forgetFarthest(true);
    }
  }

  private boolean forgetFarthest(boolean secure) {
    for (Contact contact : nearestFirst.descendingSet()) {
      if (contact.state() == Contact.State.FRESH && contact.isSecure() == secure) {
        nearestFirst.remove(contact);
        byAddress.remove(contact.node().address());
        crowd.left(contact.node().address().ip());
        return true;
      }
    }
    return false;
  }

  /** Takes the nodes to ask now; they count as asked. */
  public List<Node> next(long nowNanos) {
    List<Node> chosen = new ArrayList<>();
    int room = PARALLEL - waitingFor(nowNanos);
    for (Contact contact : secureFirst(frontier(nowNanos))) {
      if (chosen.size() >= room || askedCount >= MAX_ASKED) {
        break;
      }
      if (contact.state() == Contact.State.FRESH) {
        contact.asked(nowNanos);
        askedCount++;
        chosen.add(contact.node());
      }
    }
    return chosen;
  }

  /** Inventions must not keep us from asking those who exist. */
  private static List<Contact> secureFirst(List<Contact> contacts) {
    return contacts.stream()
        .sorted(Comparator.comparing(each -> !each.isSecure()))
        .collect(Collectors.toList());
  }

  private int waitingFor(long nowNanos) {
    return (int) nearestFirst.stream().filter(contact -> isAwaited(contact, nowNanos)).count();
  }

  private static boolean isAwaited(Contact contact, long nowNanos) {
    return contact.state() == Contact.State.ASKED && nowNanos - contact.askedNanos() < SLOW_NANOS;
  }

  /** The nodes that must answer: the nearest, and the nearest with a right to their ids. */
  private List<Contact> frontier(long nowNanos) {
    List<Contact> frontier = new ArrayList<>(2 * K);
    int any = 0;
    int secure = 0;
    for (Contact contact : nearestFirst) {
      if (any >= K && secure >= K) {
        break;
      }
      boolean counts = !contact.isSlowOrFailed(nowNanos, SLOW_NANOS);
      if (counts && (any < K || contact.isSecure())) {
        frontier.add(contact);
        any++;
        secure += contact.isSecure() ? 1 : 0;
      }
    }
    return frontier;
  }

  /**
   * Notes that a node has answered.
   *
   * @param node as it was named
   * @param actual as it calls itself, at the same address
   */
  public void answered(Node node, Node actual) {
    @Nullable Contact contact = byAddress.get(node.address());
    if (contact == null) {
      return;
    }
    if (contact.node().equals(actual)) {
      contact.answered();
      return;
    }
    nearestFirst.remove(contact);
    Contact renamed = new Contact(actual, contact.hops());
    renamed.answered();
    byAddress.put(actual.address(), renamed);
    nearestFirst.add(renamed);
  }

  /**
   * Hears of nodes: of the {@link #K} nearest that somebody named.
   *
   * @param named already cleared of impossible ones
   * @param hops over how many nodes one comes to them
   */
  public void learn(Collection<Node> named, int hops) {
    named.stream()
        .sorted(Comparator.comparing(Node::id, target.nearestFirst()))
        .limit(K)
        .forEach(each -> learn(each, hops));
  }

  /** Notes that a node has not answered, not as the one it was said to be, or not usefully. */
  public void failed(Node node) {
    @Nullable Contact contact = byAddress.get(node.address());
    if (contact != null) {
      contact.failed();
    }
  }

  /** Returns whether nobody is left to be asked or waited for. */
  public boolean isDone(long nowNanos) {
    boolean waits = waitingFor(nowNanos) > 0;
    boolean mayAsk = askedCount < MAX_ASKED;
    return !waits
        && frontier(nowNanos).stream()
            .noneMatch(contact -> contact.state() == Contact.State.FRESH && mayAsk);
  }

  /**
   * Returns the nodes to write to: the nearest {@code count} that have answered, those with a right
   * to their ids first.
   */
  public List<Node> closestAnswered(int count) {
    return Stream.concat(answered(true), answered(false))
        .limit(count)
        .map(Contact::node)
        .collect(Collectors.toList());
  }

  private Stream<Contact> answered(boolean secure) {
    return nearestFirst.stream()
        .filter(contact -> contact.state() == Contact.State.ANSWERED)
        .filter(contact -> contact.isSecure() == secure);
  }

  /** Returns how many nodes were asked. */
  public int askedCount() {
    return askedCount;
  }

  /**
   * Returns over how many nodes we came to {@code node}: 1 if we knew it from the start, 0 if it is
   * not part of this search.
   */
  public int hopsTo(Node node) {
    @Nullable Contact contact = byAddress.get(node.address());
    return contact == null ? 0 : contact.hops();
  }
}
