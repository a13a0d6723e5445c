package dev.sluice.dht;

import dev.sluice.actor.Sink;

/** Where nodes are kept while we are not running. */
public interface NodeMemory {
  /** Forgets everything. */
  NodeMemory NONE =
      new NodeMemory() {
        @Override
        public void load(Sink<SavedNodes> answers) {}

        @Override
        public void save(SavedNodes nodes) {}
      };

  /** Offers what was saved to {@code answers}, at once or later; nothing if there is nothing. */
  void load(Sink<SavedNodes> answers);

  /** Keeps {@code nodes} in the place of what was saved before. Does not wait for the disk. */
  void save(SavedNodes nodes);
}
