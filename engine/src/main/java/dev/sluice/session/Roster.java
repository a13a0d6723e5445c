package dev.sluice.session;

import dev.sluice.model.InfoHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The torrents of a session in the order in which they were added, and those that are leaving: two
 * must not write the same files.
 *
 * <p>Safe for use by any thread: whoever adds or removes a torrent has it alone meanwhile.
 *
 * @param <T> a torrent
 */
final class Roster<T> {
  private final Predicate<T> hasStopped;
  private final Predicate<T> stopsSoon;
  private final Map<InfoHash, T> present = new ConcurrentHashMap<>();
  private final List<InfoHash> order = new CopyOnWriteArrayList<>();

  /** Removed, and perhaps still writing. */
  private final Map<InfoHash, T> leaving = new ConcurrentHashMap<>();

  /**
   * Makes one without torrents.
   *
   * @param hasStopped whether one that was removed has stopped
   * @param stopsSoon the same, but may wait a moment for it
   */
  Roster(Predicate<T> hasStopped, Predicate<T> stopsSoon) {
    this.hasStopped = hasStopped;
    this.stopsSoon = stopsSoon;
  }

  /**
   * Starts a torrent and adds it.
   *
   * @throws IllegalStateException if it is here, or still leaving
   */
  void add(InfoHash infoHash, Supplier<T> start) {
    present.compute(
        infoHash,
        (key, here) -> {
          if (here != null) {
            throw new IllegalStateException("this torrent is already here: " + infoHash);
          }
          refuseWhileLeaving(infoHash);
          T started = start.get();
          order.add(infoHash);
          return started;
        });
  }

  private void refuseWhileLeaving(InfoHash infoHash) {
    T before = leaving.get(infoHash);
    if (before != null && !stopsSoon.test(before)) {
      throw new IllegalStateException(
          "this torrent is still being removed; add it when that is done: " + infoHash);
    }
  }

  /** Removes a torrent, if it is here, and ends it. */
  void remove(InfoHash infoHash, Consumer<T> end) {
    leaving.values().removeIf(hasStopped);
    present.computeIfPresent(
        infoHash,
        (key, removed) -> {
          order.remove(infoHash);
          leaving.put(infoHash, removed);
          end.accept(removed);
          return null;
        });
  }

  /** Returns a torrent that is here. */
  Optional<T> find(InfoHash infoHash) {
    return Optional.ofNullable(present.get(infoHash));
  }

  /** Returns those that are here, the eldest first. */
  List<T> all() {
    List<T> all = new ArrayList<>();
    for (InfoHash each : order) {
      find(each).ifPresent(all::add);
    }
    return all;
  }

  /** Returns those that were removed and may not have stopped yet. */
  Collection<T> leaving() {
    return leaving.values();
  }
}
