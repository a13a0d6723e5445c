package dev.sluice.cli;

import dev.sluice.api.TorrentEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/**
 * What other threads tell the main thread: the client's events, and the user's wish to stop, which
 * overtakes them. Any thread may add; nobody waits to.
 */
final class Inbox {
  /** Events beyond this are dropped: whoever reads our output has stalled. */
  private static final int MAX_NOTES = 10_000;

  private final LinkedBlockingDeque<Note> notes = new LinkedBlockingDeque<>();

  /** One thing told. */
  sealed interface Note {
    /** The client sent an event. */
    record Happened(TorrentEvent event) implements Note {}

    /** The user wants to stop. */
    record StopWanted() implements Note {}
  }

  /** Adds an event, unless there are too many already. */
  void add(TorrentEvent event) {
    if (notes.size() < MAX_NOTES) {
      notes.add(new Note.Happened(event));
    }
  }

  /** Adds the wish to stop, before everything else. */
  void stop() {
    notes.addFirst(new Note.StopWanted());
  }

  /** Takes the next note, waiting for it at most so long; empty when the time is over. */
  Optional<Note> take(Duration patience) throws InterruptedException {
    return Optional.ofNullable(notes.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
  }
}
