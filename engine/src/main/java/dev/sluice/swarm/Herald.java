package dev.sluice.swarm;

import dev.sluice.actor.Sink;
import dev.sluice.api.BanView;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells programs how a torrent stands: its views, and events, each once.
 *
 * <p>Owned by the torrent actor.
 */
final class Herald {
  private static final Logger LOG = LoggerFactory.getLogger(Herald.class);

  private final Showcase showcase;
  private final Sink<TorrentEvent> events;
  private TorrentState toldState;
  private boolean completionTold;

  /** Begins with the view that is shown already. */
  Herald(Showcase showcase, Sink<TorrentEvent> events) {
    this.showcase = showcase;
    this.events = events;
    this.toldState = showcase.view().get().state();
  }

  /** Shows a new view; when its state is another one, that is told. */
  void publish(TorrentView next) {
    showcase.view().set(next);
    if (next.state() != toldState) {
      toldState = next.state();
      tell(new TorrentEvent.StateChanged(next.infoHash(), toldState));
    }
  }

  /** Shows who is banned now. */
  void show(List<BanView> bans) {
    showcase.bans().set(bans);
  }

  /** Everything wanted is here: tells it, unless it did. */
  void tellCompletion() {
    if (!completionTold) {
      completionTold = true;
      tell(new TorrentEvent.Completed(showcase.view().get().infoHash()));
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
