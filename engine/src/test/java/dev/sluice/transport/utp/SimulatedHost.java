package dev.sluice.transport.utp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Timers;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Connection;
import dev.sluice.transport.Race;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A host on the line: the actor as it is, with a mailbox that hands over at once. */
final class SimulatedHost {
  private final SimulatedLine line;
  private final PeerAddress own;
  private final UtpListener listener = new UtpListener(1);
  private final UtpActor actor;
  private final Mailbox<UtpMessage> mailbox = new Direct();

  SimulatedHost(SimulatedLine line, PeerAddress own, Random random) {
    this.line = line;
    this.own = own;
    UtpWorld world = new UtpWorld(new World(), line.from(own), random, own.port());
    Timers<UtpMessage> timers =
        (delay, message) -> {
          line.after(delay, () -> tell(message));
          return () -> {};
        };
    this.actor = new UtpActor(world, listener, mailbox, timers);
  }

  PeerAddress own() {
    return own;
  }

  void tell(UtpMessage message) {
    actor.receive(message);
    actor.onDrained();
  }

  /** A call, and what has come of it so far. */
  static final class Call {
    private final Race race = new Race();
    private @Nullable Connection connection;

    boolean isAnswered() {
      try {
        connection = connection == null ? race.await(0).orElse(null) : connection;
        return connection != null;
      } catch (InterruptedIOException e) {
        throw new AssertionError(e);
      }
    }

    UtpConnection connection() {
      assertThat(isAnswered()).isTrue();
      return (UtpConnection) Objects.requireNonNull(connection);
    }

    void hangUp() {
      race.close();
    }

    Optional<IOException> failure() {
      return race.failure();
    }
  }

  Call call(SimulatedHost other) {
    return call(other.own);
  }

  Call call(PeerAddress other) {
    Call call = new Call();
    call.race.enter();
    tell(new UtpMessage.Call(other, call.race));
    return call;
  }

  boolean hasCaller() {
    return listener.waiting() > 0;
  }

  UtpConnection accept() {
    try {
      Connection connection = listener.accept();
      return (UtpConnection) connection;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private final class Direct implements Mailbox<UtpMessage> {
    @Override
    public boolean command(UtpMessage message) {
      tell(message);
      return true;
    }

    @Override
    public boolean post(UtpMessage message) {
      return command(message);
    }

    @Override
    public boolean offer(UtpMessage message) {
      return command(message);
    }

    @Override
    public void stop() {
      actor.onStopped();
    }

    @Override
    public boolean awaitStopped(long timeoutNanos) {
      return true;
    }
  }

  private final class World implements Actors {
    @Override
    public MonotonicClock clock() {
      return line::nowNanos;
    }

    @Override
    public <M> Mailbox<M> start(String name, int capacity, Behaviour<M> behaviour) {
      throw new AssertionError("uTP has one actor");
    }

    @Override
    public Task run(String name, BlockingWork work) {
      throw new AssertionError("uTP has no thread of its own");
    }
  }
}
