package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentEvent;
import dev.sluice.model.InfoHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventHubTest {
  private final ThreadedActors actors = ThreadedActors.pooled(MonotonicClock.SYSTEM);
  private final EventHub hub = new EventHub(actors);
  private final List<TorrentEvent> heard = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    hub.close();
    actors.close();
  }

  private static TorrentEvent piece(int index) {
    return new TorrentEvent.PieceCompleted(InfoHash.of(new byte[20]), index);
  }

  @Test
  void tellsEveryListenerEveryEventInItsOrder() {
    List<TorrentEvent> alsoHeard = Collections.synchronizedList(new ArrayList<>());
    hub.subscribe(heard::add);
    hub.subscribe(alsoHeard::add);

    hub.sink().offer(piece(1));
    hub.sink().offer(piece(2));
    hub.close();

    assertThat(heard).containsExactly(piece(1), piece(2));
    assertThat(alsoHeard).containsExactly(piece(1), piece(2));
  }

  @Test
  void tellsNothingMoreToWhoIsGone() {
    TorrentClient.Subscription subscription = hub.subscribe(heard::add);

    subscription.close();
    hub.sink().offer(piece(1));
    hub.close();

    assertThat(heard).isEmpty();
  }

  @Test
  void goesOnWhenAListenerFails() {
    hub.subscribe(event -> {
      throw new IllegalStateException("a listener's bug, as the test wants it");
    });
    hub.subscribe(heard::add);

    hub.sink().offer(piece(1));
    hub.sink().offer(piece(2));
    hub.close();

    assertThat(heard).containsExactly(piece(1), piece(2));
  }

  @Test
  void takesNoEventsOnceItIsClosed() {
    hub.close();

    assertThat(hub.sink().offer(piece(1))).isFalse();
  }
}
