package dev.sluice.session;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Actors;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Sink;
import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes events on to listeners, on one thread of its own, so that no torrent waits for them. */
final class EventHub implements Actor<TorrentEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

  /** Events that may wait for slow listeners: a minute of pieces at full speed. */
  private static final int MAX_WAITING = 65_536;

  private final List<Consumer<TorrentEvent>> listeners = new CopyOnWriteArrayList<>();
  private final Mailbox<TorrentEvent> mailbox;

  EventHub(Actors actors) {
    this.mailbox = actors.start("events", MAX_WAITING, (self, timers) -> this);
  }

  Sink<TorrentEvent> sink() {
    return mailbox;
  }

  TorrentClient.Subscription subscribe(Consumer<TorrentEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void receive(TorrentEvent event) {
    for (Consumer<TorrentEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.error("a listener failed on {}", event, e);
      }
    }
  }

  /** Delivers what waits and ends; a listener that never returns is left behind. */
  void close() {
    mailbox.stop();
    try {
      if (!mailbox.awaitStopped(TimeUnit.SECONDS.toNanos(1))) {
        LOG.warn("a listener of events does not return");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
