package dev.sluice.simulation;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Actors;
import dev.sluice.actor.Mailbox;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox without a thread. A message wakes the actor at the present moment, behind all that was
 * arranged before; it then takes everything that waits, as the threaded one does.
 *
 * <p>Who posts to a full mailbox would wait for the actor; here the actor works first. An actor
 * that posts to itself while full would wait for ever, and fails.
 */
final class SimulatedMailbox<M> implements Mailbox<M> {
  private final String name;
  private final int capacity;
  private final VirtualTime time;
  private final ArrayDeque<M> waiting = new ArrayDeque<>();
  private final ArrayDeque<M> batch = new ArrayDeque<>();
  private @Nullable Actor<M> actor;
  private boolean wakes;
  private boolean working;
  private boolean stopped;
  private boolean ended;

  SimulatedMailbox(String name, int capacity, VirtualTime time, Actors.Behaviour<M> behaviour) {
    this.name = name;
    this.capacity = capacity;
    this.time = time;
    wakes = true;
    time.after(
        0,
        () -> {
          actor = behaviour.create(this, this::after);
          wakes = false;
          wake();
        });
  }

  private dev.sluice.actor.Timers.Timer after(long delayNanos, M message) {
    return time.after(delayNanos, () -> fire(message))::cancel;
  }

  private void fire(M message) {
    if (!ended && actor != null) {
      actor.receive(message);
      if (waiting.isEmpty()) {
        actor.onDrained();
      }
      wake();
    }
  }

  @Override
  public boolean post(M message) {
    if (waiting.size() >= capacity && !stopped) {
      makeRoom();
    }
    return put(message);
  }

  private void makeRoom() {
    if (working || actor == null) {
      throw new IllegalStateException(name + " would wait for itself for ever");
    }
    work();
  }

  @Override
  public boolean offer(M message) {
    return waiting.size() < capacity && put(message);
  }

  @Override
  public boolean command(M message) {
    return put(message);
  }

  private boolean put(M message) {
    if (stopped) {
      return false;
    }
    waiting.add(message);
    wake();
    return true;
  }

  @Override
  public void stop() {
    stopped = true;
    wake();
  }

  @Override
  public boolean awaitStopped(long timeoutNanos) {
    return ended;
  }

  boolean hasEnded() {
    return ended;
  }

  private void wake() {
    if (!wakes && !ended && (stopped || !waiting.isEmpty())) {
      wakes = true;
      time.after(
          0,
          () -> {
            wakes = false;
            work();
          });
    }
  }

  private void work() {
    Actor<M> own = actor;
    if (own == null || ended) {
      return;
    }
    working = true;
    batch.addAll(waiting);
    waiting.clear();
    if (!batch.isEmpty()) {
      for (M message = batch.poll(); message != null; message = batch.poll()) {
        own.receive(message);
      }
      own.onDrained();
    }
    working = false;
    if (stopped && waiting.isEmpty()) {
      ended = true;
      own.onStopped();
    } else {
      wake();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
