package dev.sluice.actor;

/** On threads that are used again and again. */
class PooledActorsTest extends ThreadedActorsContract {
  @Override
  ThreadedActors newActors() {
    return ThreadedActors.pooled(MonotonicClock.SYSTEM);
  }
}
