package dev.sluice.dht;

import dev.sluice.actor.Sink;
import dev.sluice.model.PeerAddress;
import java.util.List;

/** Nodes that everybody may ask for the way in. */
@FunctionalInterface
public interface Bootstrap {
  /** Nobody. */
  Bootstrap NOBODY = answers -> {};

  /** Looks their addresses up and offers them to {@code answers}, at once or later. */
  void find(Sink<List<PeerAddress>> answers);
}
