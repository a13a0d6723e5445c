package dev.sluice.simulation;

import dev.sluice.actor.Sink;

/** Posts where waiting is impossible. */
final class Posting {
  private Posting() {}

  static <M> boolean post(Sink<M> sink, M message) {
    try {
      return sink.post(message);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a simulation", e);
    }
  }
}
