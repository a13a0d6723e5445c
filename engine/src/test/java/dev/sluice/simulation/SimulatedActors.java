package dev.sluice.simulation;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.MonotonicClock;
import java.util.ArrayList;
import java.util.List;

/** Actors that virtual time steps, one message box at a time, on the test's own thread. */
final class SimulatedActors implements Actors {
  private final VirtualTime time;
  private final List<SimulatedMailbox<?>> started = new ArrayList<>();

  SimulatedActors(VirtualTime time) {
    this.time = time;
  }

  @Override
  public MonotonicClock clock() {
    return time;
  }

  @Override
  public <M> Mailbox<M> start(String name, int capacity, Behaviour<M> behaviour) {
    SimulatedMailbox<M> mailbox = new SimulatedMailbox<>(name, capacity, time, behaviour);
    started.add(mailbox);
    return mailbox;
  }

  @Override
  public Task run(String name, BlockingWork work) {
    throw new IllegalStateException("nothing may block in a simulation: " + name);
  }

  /** Returns the actors that have not stopped. */
  List<SimulatedMailbox<?>> alive() {
    return started.stream().filter(mailbox -> !mailbox.hasEnded()).toList();
  }
}
