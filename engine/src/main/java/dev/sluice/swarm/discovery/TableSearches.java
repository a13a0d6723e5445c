package dev.sluice.swarm.discovery;

import dev.sluice.actor.Published;
import dev.sluice.actor.Sink;
import dev.sluice.dht.DhtEvent;
import dev.sluice.dht.PeerQuest;
import dev.sluice.dht.PeerQuest.Announced;
import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.dht.krpc.Question.AnnouncePeer.PortSource;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one torrent known to the distributed hash table, and asks it for peers: at once, soon again
 * while nobody is found, and every quarter of an hour, which is when nodes would forget us.
 *
 * <p>There is one search at a time; the next is due some time after its end. So a session of a
 * thousand torrents asks no faster than the table answers.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(5)
public final class TableSearches {
  /** After a search that found nobody, doubled each time: a swarm that begins is small. A guess. */
  static final long FIRST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** BEP 5 names no interval; nodes keep a peer for 30 to 45 minutes. libtorrent: 15 minutes. */
  static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(15);

  private final InfoHash torrent;
  private final int port;
  private final DistributedTable table;
  private final Sink<DhtEvent> events;

  /** What of us is announced by the search under way, if anything. */
  private final Published<Optional<Announced>> announced = new Published<>(Optional.empty());

  private Optional<Announced> us = Optional.empty();
  private boolean searching;
  private boolean foundAny;

  /** Whether nobody is there, although peers are wanted. */
  private boolean alone;

  private long waitNanos = FIRST_WAIT_NANOS;
  private Optional<Long> dueNanos = Optional.empty();

  /**
   * Looks for peers of {@code torrent}; each event must be handed to {@link #onEvent}.
   *
   * @param port where peers can reach us, which is announced; 0 to look only
   * @param events where the table reports
   */
  public TableSearches(InfoHash torrent, int port, DistributedTable table, Sink<DhtEvent> events) {
    this.torrent = torrent;
    this.port = port;
    this.table = table;
    this.events = events;
  }

  /** Begins, or begins again: a search is due. Without a table there is nothing to begin. */
  public void begin(long nowNanos) {
    if (table.equals(DistributedTable.EMPTY)) {
      return;
    }
    waitNanos = FIRST_WAIT_NANOS;
    dueNanos = Optional.of(nowNanos);
    announced.set(us);
  }

  /** Nobody is there to give what is missing: looks again soon, and then with growing patience. */
  public void peersWanted(long nowNanos) {
    if (!alone && dueNanos.isPresent()) {
      waitNanos = FIRST_WAIT_NANOS;
      bringForward(nowNanos + waitNanos);
    }
    alone = true;
  }

  /** Somebody is there. */
  public void peersFound() {
    alone = false;
  }

  /** Our network was away, or has changed: looks at once, for whoever knew us knows a dead end. */
  public void onUpheaval(long nowNanos) {
    waitNanos = FIRST_WAIT_NANOS;
    bringForward(nowNanos);
  }

  private void bringForward(long atNanos) {
    dueNanos = dueNanos.map(due -> due - atNanos > 0 ? atNanos : due);
  }

  /** Ends: no more searches. What is under way still reports, but announces nobody. */
  public void end() {
    announced.set(Optional.empty());
    dueNanos = Optional.empty();
  }

  /** Searches if it is time to. */
  public void tick(PeerRole role, long nowNanos) {
    if (searching || dueNanos.isEmpty() || nowNanos - dueNanos.get() < 0) {
      return;
    }
    searching = true;
    foundAny = false;
    us = port == 0 ? Optional.empty() : Optional.of(new Announced(port, PortSource.STATED, role));
    announced.set(us);
    table.findPeers(new PeerQuest(torrent, announced::get, events));
  }

  /** Notes what the table says; returns the peers it names, none unless it is to be asked. */
  public List<PeerAddress> onEvent(DhtEvent event, long nowNanos) {
    if (event instanceof DhtEvent.PeersFound found && dueNanos.isPresent()) {
      foundAny = true;
      return found.peers();
    }
    if (event instanceof DhtEvent.SearchEnded) {
      onEnded(nowNanos);
    }
    return List.of();
  }

  private void onEnded(long nowNanos) {
    searching = false;
    if (dueNanos.isPresent()) {
      long restNanos = foundAny && !alone ? LONGEST_WAIT_NANOS : waitNanos;
      waitNanos = Math.min(LONGEST_WAIT_NANOS, 2 * waitNanos);
      dueNanos = Optional.of(nowNanos + restNanos);
    }
  }
}
