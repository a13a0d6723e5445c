package dev.sluice.swarm;

import dev.sluice.actor.Published;
import dev.sluice.actor.Sink;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells programs how a torrent stands: its views, and events, each once.
 *
 * <p>Owned by the torrent actor.
 */
final class Herald {
  private static final Logger LOG = LoggerFactory.getLogger(Herald.class);

  private final Published<TorrentView> view;
  private final Sink<TorrentEvent> events;
  private TorrentState toldState;
  private boolean completionTold;

  /** Begins with the view that is published already. */
  Herald(Published<TorrentView> view, Sink<TorrentEvent> events) {
    this.view = view;
    this.events = events;
    this.toldState = view.get().state();
  }

  /** Shows a new view; when its state is another one, that is told. */
  void publish(TorrentView next) {
    view.set(next);
    if (next.state() != toldState) {
      toldState = next.state();
      tell(new TorrentEvent.StateChanged(next.infoHash(), toldState));
    }
  }

  /** Everything wanted is here: tells it, unless it did. */
  void tellCompletion() {
    if (!completionTold) {
      completionTold = true;
      tell(new TorrentEvent.Completed(view.get().infoHash()));
    }
  }

  /** What is here is found out anew: its completion is worth telling again. */
  void forgetCompletion() {
    completionTold = false;
  }

  void tell(TorrentEvent event) {
    if (!events.offer(event)) {
      LOG.warn("an event was dropped because nobody listens fast enough: {}", event);
    }
  }
}
