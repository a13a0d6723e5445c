package dev.sluice.dht;

import dev.sluice.actor.Sink;
import dev.sluice.model.PeerAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what came of a search. */
final class RecordedEvents implements Sink<DhtEvent> {
  private final List<DhtEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public boolean post(DhtEvent event) {
    return offer(event);
  }

  @Override
  public boolean offer(DhtEvent event) {
    return events.add(event);
  }

  List<DhtEvent> events() {
    return events;
  }

  boolean hasFound(PeerAddress peer) {
    return events.stream()
        .anyMatch(
            event -> event instanceof DhtEvent.PeersFound found && found.peers().contains(peer));
  }

  boolean hasEnded() {
    return events.stream().anyMatch(DhtEvent.SearchEnded.class::isInstance);
  }
}
