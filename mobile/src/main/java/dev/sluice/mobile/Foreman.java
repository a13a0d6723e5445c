package dev.sluice.mobile;

import dev.sluice.api.AddRequest;
import dev.sluice.model.InfoHash;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out orders: starts and closes engines, and remembers between two of them which torrents
 * there are. Owned by the {@link Worker}'s thread; time is a parameter.
 */
final class Foreman {
  /** The least that {@link MobileClient#runFor} takes: the goodbyes have their share of it. */
  static final int LEAST_SECONDS = 5;

  /**
   * Before the end of a run: half a second each for trackers and the router, one for a DHT node or
   * a thread that hangs in the system; and a breath.
   */
  private static final long GOODBYE_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);

  /** What has come in must go to the disk: a tenth of the time in which it came. */
  private static final int SAVING_SHARE = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Foreman.class);

  private final Engine.Starter starter;
  private final Audience audience;
  private final Map<InfoHash, AddRequest> torrents = new LinkedHashMap<>();
  private final Set<InfoHash> paused = new HashSet<>();
  private Circumstances now;
  private Optional<Engine> engine = Optional.empty();
  private OptionalLong endNanos = OptionalLong.empty();
  private boolean hasEnded;

  Foreman(Circumstances now, Engine.Starter starter, Audience audience) {
    this.now = now;
    this.starter = starter;
    this.audience = audience;
  }

  /** Returns whether it was told to stop, and has. */
  boolean hasEnded() {
    return hasEnded;
  }

  /** Does what the app wants; what goes wrong is told to the audience. */
  void carryOut(Order order) {
    try {
      obey(order);
    } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
      LOG.debug("An order failed", e);
      audience.complain(String.valueOf(e.getMessage()));
    }
  }

  private void obey(Order order) {
    switch (order) {
      case Order.Start ignored -> {
        endNanos = OptionalLong.empty();
        ensureRunning();
      }
      case Order.RunFor wish -> {
        endNanos = OptionalLong.of(wish.sinceNanos() + workNanos(wish.seconds()));
        ensureRunning();
      }
      case Order.Add add -> add(add.request());
      case Order.Complain complain -> audience.complain(complain.message());
      case Order.Pause pause -> paused.add(InfoHash.parseHex(pause.torrent()));
      case Order.Resume resume -> resume(InfoHash.parseHex(resume.torrent()));
      case Order.Remove remove -> remove(InfoHash.parseHex(remove.torrent()));
      case Order.Network network -> now = now.withNetwork(network.kind());
      case Order.Battery battery -> now = now.withBattery(battery.percent(), battery.isCharging());
      case Order.Stop ignored -> end();
    }
    engine.ifPresent(each -> each.obey(now, paused));
  }

  /** Returns how much of {@code seconds} may go by before everything has to be saved and closed. */
  private static long workNanos(int seconds) {
    long nanos = TimeUnit.SECONDS.toNanos(seconds);
    return nanos - Math.max(GOODBYE_NANOS, nanos / SAVING_SHARE);
  }

  private void ensureRunning() {
    if (engine.isEmpty()) {
      Engine started = starter.start();
      engine = Optional.of(started);
      torrents.values().forEach(started::add);
      audience.watch(started);
    }
  }

  private void add(AddRequest request) {
    torrents.putIfAbsent(request.infoHash(), request);
    engine.ifPresent(each -> each.add(request));
  }

  private void resume(InfoHash torrent) {
    paused.remove(torrent);
    if (now.mayRun()) {
      engine.ifPresent(each -> each.retry(torrent));
    }
  }

  private void remove(InfoHash torrent) {
    torrents.remove(torrent);
    paused.remove(torrent);
    engine.ifPresent(each -> each.remove(torrent));
    audience.forget(torrent.toHex());
  }

  /** Returns how long nothing needs to be done unless an order comes. */
  long idleNanos(long nowNanos) {
    return endNanos.isPresent() ? Math.max(0, endNanos.getAsLong() - nowNanos) : Long.MAX_VALUE;
  }

  /** Closes the engine if its time is up, or if there is none that could use it. */
  void onTime(long nowNanos) {
    if (endNanos.isPresent() && (engine.isEmpty() || idleNanos(nowNanos) == 0)) {
      endNanos = OptionalLong.empty();
      close();
      audience.quiet();
    }
  }

  /** Closes everything for good. */
  void end() {
    close();
    hasEnded = true;
  }

  private void close() {
    engine.ifPresent(Engine::close);
    engine = Optional.empty();
  }
}
