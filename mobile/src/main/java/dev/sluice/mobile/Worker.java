package dev.sluice.mobile;

import dev.sluice.api.AddRequest;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a {@link MobileClient}: it carries out orders, looks at the torrents five times
 * a second, and is the only one to call the listener.
 */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final MobileOptions options;
  private final Listening listening;
  private final Notices notices = new Notices();
  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
  private final Map<InfoHash, AddRequest> torrents = new LinkedHashMap<>();
  private final Set<InfoHash> paused = new HashSet<>();
  private Circumstances now;
  private Optional<Run> run = Optional.empty();
  private OptionalLong endNanos = OptionalLong.empty();
  private volatile boolean hasEnded;

  Worker(MobileOptions options, MobileListener listener) {
    this.options = options;
    this.listening = new Listening(listener);
    this.now = Circumstances.unknown(options);
  }

  void begin() {
    Thread thread = new Thread(this::work, "sluice-mobile");
    thread.setDaemon(true);
    thread.start();
  }

  /** Leaves an order; any thread may. */
  void tell(Order order) {
    orders.add(order);
  }

  /** Lets no further call of the listener begin; any thread may. */
  void silence() {
    listening.end();
  }

  boolean hasEnded() {
    return hasEnded;
  }

  private void work() {
    try {
      while (!hasEnded) {
        nextOrder().ifPresent(this::carryOut);
        look(System.nanoTime());
      }
    } catch (InterruptedException e) {
      end();
    }
  }

  /** An idle client does not wake the processor. */
  private Optional<Order> nextOrder() throws InterruptedException {
    return run.isEmpty()
        ? Optional.of(orders.take())
        : Optional.ofNullable(orders.poll(Notices.PAUSE_NANOS, TimeUnit.NANOSECONDS));
  }

  private void carryOut(Order order) {
    try {
      obey(order);
    } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
      LOG.debug("An order failed", e);
      listening.error("", String.valueOf(e.getMessage()));
    }
  }

  private void obey(Order order) {
    switch (order) {
      case Order.Start ignored -> {
        endNanos = OptionalLong.empty();
        ensureRunning();
      }
      case Order.RunFor runFor -> runUntil(runFor);
      case Order.Add add -> add(add.request());
      case Order.Complain complain -> listening.error("", complain.message());
      case Order.Pause pause -> paused.add(InfoHash.parseHex(pause.torrent()));
      case Order.Resume resume -> resume(InfoHash.parseHex(resume.torrent()));
      case Order.Remove remove -> remove(InfoHash.parseHex(remove.torrent()));
      case Order.Network network -> now = now.withNetwork(network.kind());
      case Order.Battery battery -> now = now.withBattery(battery.percent(), battery.isCharging());
      case Order.Stop ignored -> end();
    }
    run.ifPresent(each -> each.obey(now, paused));
  }

  private void runUntil(Order.RunFor wish) {
    long lengthNanos = TimeUnit.SECONDS.toNanos(wish.seconds()) - MobileOptions.GOODBYE_NANOS;
    endNanos = OptionalLong.of(wish.sinceNanos() + lengthNanos);
    ensureRunning();
  }

  private void ensureRunning() {
    if (run.isEmpty()) {
      Run started = Run.start(options);
      run = Optional.of(started);
      torrents.values().forEach(started::add);
    }
  }

  private void add(AddRequest request) {
    torrents.putIfAbsent(request.infoHash(), request);
    run.ifPresent(each -> each.add(request));
  }

  private void resume(InfoHash torrent) {
    paused.remove(torrent);
    if (now.mayRun()) {
      run.ifPresent(each -> each.retry(torrent));
    }
  }

  private void remove(InfoHash torrent) {
    torrents.remove(torrent);
    paused.remove(torrent);
    notices.forget(torrent.toHex());
    run.ifPresent(each -> each.remove(torrent));
  }

  /** Tells what is new, and sees whether the time is up. */
  private void look(long nowNanos) {
    if (run.isPresent()) {
      for (TorrentView view : run.get().views()) {
        notices.next(view, nowNanos).ifPresent(listening::tell);
      }
    }
    if (endNanos.isPresent() && nowNanos - endNanos.getAsLong() >= 0) {
      endNanos = OptionalLong.empty();
      close();
      listening.quiet();
    }
  }

  private void end() {
    listening.end();
    close();
    hasEnded = true;
  }

  private void close() {
    run.ifPresent(Run::close);
    run = Optional.empty();
  }
}
