package dev.sluice.dht;

import dev.sluice.dht.node.AddressFamily;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The searches under way, and the errands that wait for one of them to end, or for somebody to ask.
 * Owned by the DHT actor.
 */
final class Searches {
  /**
   * Searches at once. With 4 questions each under way that is some 300 questions a second, 30 KB,
   * at the very most; a household's router bears it.
   */
  static final int MAX_RUNNING = 8;

  /** Errands that wait: one for each torrent of a large session. */
  static final int MAX_WAITING = 5_000;

  /** Between the starts of two searches: their first questions may go to the same nodes. */
  private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Map<AddressFamily, Presence> presences;
  private final Asking asking;
  private final List<Search> running = new ArrayList<>();
  private final Queue<Errand> waiting = new ArrayDeque<>();
  private long startedNanos;

  Searches(Map<AddressFamily, Presence> presences, Asking asking, long nowNanos) {
    this.presences = presences;
    this.asking = asking;
    this.startedNanos = nowNanos - GAP_NANOS;
  }

  /** Goes on the errand, as soon as there is somebody to ask and not too much else to do. */
  void start(Errand errand) {
    if (waiting.size() >= MAX_WAITING) {
      errand.onEnd(0, 0);
      return;
    }
    waiting.add(errand);
  }

  /** Does whatever can be done now. */
  void advance(long nowNanos) {
    Iterator<Search> each = running.iterator();
    while (each.hasNext()) {
      Search search = each.next();
      search.advance(nowNanos);
      if (search.isOver()) {
        each.remove();
        search.end();
      }
    }
    if (mayStart(nowNanos)) {
      startedNanos = nowNanos;
      Search search = new Search(waiting.remove(), asking, presences.values());
      running.add(search);
      search.advance(nowNanos);
    }
  }

  private boolean mayStart(long nowNanos) {
    return running.size() < MAX_RUNNING
        && !waiting.isEmpty()
        && nowNanos - startedNanos >= GAP_NANOS
        && knowsAnybody();
  }

  private boolean knowsAnybody() {
    return presences.values().stream().anyMatch(presence -> presence.nodes().hasUsable());
  }

  boolean isAnyUnderWay() {
    return !running.isEmpty() || !waiting.isEmpty();
  }

  boolean isRefreshing() {
    return running.stream().anyMatch(search -> search.isFor(Refreshing.class));
  }
}
