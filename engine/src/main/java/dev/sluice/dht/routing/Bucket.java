package dev.sluice.dht.routing;

import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.Subnet;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The nodes at one distance: at most {@link #SIZE} that are in use, and as many spare ones that
 * take the place of those that fail.
 *
 * <p>No two of those in use are of one {@link Subnet}. Owned by its table.
 */
@Bep(5)
final class Bucket {
  /** BEP 5's K. */
  static final int SIZE = 8;

  /** Spare nodes; more would only grow stale. */
  static final int SPARES = 8;

  private final List<Entry> entries = new ArrayList<>(SIZE);
  private final List<Entry> spares = new ArrayList<>(SPARES);
  private long changedNanos;

  Bucket(long nowNanos) {
    changedNanos = nowNanos;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Entry> spares() {
    return spares;
  }

  boolean isFull() {
    return entries.size() >= SIZE;
  }

  long changedNanos() {
    return changedNanos;
  }

  void changed(long nowNanos) {
    changedNanos = nowNanos;
  }

  Optional<Entry> at(PeerAddress address) {
    return entries.stream().filter(entry -> entry.node.address().equals(address)).findFirst();
  }

  /** Returns whether one of its nodes in use is of the subnet of {@code node}. */
  boolean hasNeighbourOf(Node node) {
    Optional<Subnet> subnet = Subnet.of(node.address().ip());
    return subnet.isPresent()
        && entries.stream().anyMatch(entry -> Subnet.of(entry.node.address().ip()).equals(subnet));
  }

  void add(Entry entry, long nowNanos) {
    entries.add(entry);
    changedNanos = nowNanos;
  }

  /**
   * Puts {@code entry} in the place of one that is worth less: of a bad one, or, if it has a right
   * to its id, of one that has not.
   *
   * @return the one that had to go, if there was one
   */
  Optional<Entry> replaceWorse(Entry entry, long nowNanos) {
    Optional<Entry> worse =
        entries.stream()
            .filter(each -> each.isBad() || (entry.isSecure() && !each.isSecure()))
            .findFirst();
    worse.ifPresent(each -> {
      entries.remove(each);
      add(entry, nowNanos);
    });
    return worse;
  }

  /** Keeps {@code entry} in reserve, instead of the one that has been there for longest. */
  void spare(Entry entry) {
    forgetSpare(entry.node.address());
    if (spares.size() >= SPARES) {
      spares.remove(0);
    }
    spares.add(entry);
  }

  void forgetSpare(PeerAddress address) {
    spares.removeIf(spare -> spare.node.address().equals(address));
  }

  /** Takes the spare that was put there last, if there is one that may stand beside the others. */
  Optional<Entry> takeSpare() {
    for (int i = spares.size() - 1; i >= 0; i--) {
      Entry spare = spares.get(i);
      if (!hasNeighbourOf(spare.node)) {
        spares.remove(i);
        return Optional.of(spare);
      }
    }
    return Optional.empty();
  }
}
