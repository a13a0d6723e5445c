package dev.sluice.lsd;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Decides which torrents are announced to the local network, and when.
 *
 * <p>Each torrent is announced at once and then every five minutes, as many together as fit into a
 * datagram. After a few datagrams there is one a minute at most, however many torrents there are.
 *
 * <p>Owned by the actor of local discovery.
 */
@Bep(14)
final class LsdSchedule {
  /** BEP 14: "it should send a LSD announce every 5 minutes". */
  static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** BEP 14: "a client should send no more than 1 announce per minute". */
  static final long SPACING_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Announces that may leave at once: torrents that a person adds one after the other. A guess. */
  static final int MAX_BURST = 4;

  /** When each torrent may be announced next; those that wait longest come first. */
  private final Map<InfoHash, Long> dueNanos = new LinkedHashMap<>();

  private int burst = MAX_BURST;
  private long burstNanos;

  /** Begins to announce a torrent, if it is not announced already. */
  void add(InfoHash torrent, long nowNanos) {
    dueNanos.putIfAbsent(torrent, nowNanos);
  }

  /** Announces a torrent no more. */
  void remove(InfoHash torrent) {
    dueNanos.remove(torrent);
  }

  boolean contains(InfoHash torrent) {
    return dueNanos.containsKey(torrent);
  }

  /** Returns what the next announce names, which then counts as sent; none if it is too early. */
  List<InfoHash> next(long nowNanos) {
    refill(nowNanos);
    List<InfoHash> due = new ArrayList<>();
    if (burst == 0) {
      return due;
    }
    for (Map.Entry<InfoHash, Long> torrent : dueNanos.entrySet()) {
      if (due.size() < LsdAnnounce.MAX_TORRENTS && nowNanos - torrent.getValue() >= 0) {
        due.add(torrent.getKey());
      }
    }
    if (!due.isEmpty()) {
      sent(due, nowNanos);
    }
    return due;
  }

  private void refill(long nowNanos) {
    while (burst < MAX_BURST && nowNanos - burstNanos >= SPACING_NANOS) {
      burst++;
      burstNanos += SPACING_NANOS;
    }
  }

  private void sent(List<InfoHash> torrents, long nowNanos) {
    if (burst == MAX_BURST) {
      burstNanos = nowNanos;
    }
    burst--;
    for (InfoHash torrent : torrents) {
      dueNanos.remove(torrent);
      dueNanos.put(torrent, nowNanos + INTERVAL_NANOS); // behind the others
    }
  }
}
