package dev.sluice.dht;

import dev.sluice.actor.Published;
import java.util.List;
import java.util.Map;

/**
 * What the actor shows to the outside.
 *
 * @param view how it stands, renewed every second
 * @param saved what is worth keeping, set when it has stopped
 */
record DhtPublications(Published<DhtView> view, Published<SavedNodes> saved) {
  DhtPublications() {
    this(
        new Published<>(new DhtView(Map.of(), new DhtView.Traffic(0, 0, 0, 0))),
        new Published<>(new SavedNodes(Map.of(), List.of())));
  }
}
