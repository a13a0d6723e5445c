package dev.sluice.swarm;

import dev.sluice.actor.Timers;
import dev.sluice.swarm.streaming.Readers;
import dev.sluice.swarm.streaming.StreamMessage;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what readers need before the eyes of who gets it: at once when a reader moves, and again
 * and again while time passes.
 *
 * <p>Owned by the torrent actor.
 */
final class Streaming {
  /** How soon a late block is noticed, in the worst case. */
  private static final long HURRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Readers readers;
  private final Timers<TorrentMessage> timers;
  private boolean hurries;

  Streaming(Readers readers, Timers<TorrentMessage> timers) {
    this.readers = readers;
    this.timers = timers;
  }

  /** A reader begins, moves or goes. */
  void onMessage(StreamMessage message, Phase phase, long nowNanos) {
    readers.receive(message, nowNanos);
    expect(phase, nowNanos);
    hurryAgain();
  }

  private void hurryAgain() {
    if (!hurries && !readers.isEmpty()) {
      hurries = true;
      timers.after(HURRY_NANOS, new TorrentMessage.Hurry());
    }
  }

  /** A moment has passed. */
  void onHurry(Phase phase, long nowNanos) {
    hurries = false;
    readers.onVerified();
    expect(phase, nowNanos);
    hurryAgain();
  }

  private void expect(Phase phase, long nowNanos) {
    phase.expect(readers.due(nowNanos), nowNanos);
  }

  /** A piece is here. */
  void onVerified() {
    readers.onVerified();
  }

  /** Shows what is here of the files that are streamed. */
  void publish() {
    readers.publish();
  }

  /** Nothing more comes for now: whoever waits is told why. */
  void fail(String problem) {
    readers.fail(problem);
  }

  /** Nothing more will ever come. */
  void end(String problem) {
    readers.end(problem);
  }
}
