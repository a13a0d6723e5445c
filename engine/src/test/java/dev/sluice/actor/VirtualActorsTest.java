package dev.sluice.actor;

/** On virtual threads. */
class VirtualActorsTest extends ThreadedActorsContract {
  @Override
  ThreadedActors newActors() {
    return new ThreadedActors(Thread.ofVirtual().factory(), MonotonicClock.SYSTEM);
  }
}
