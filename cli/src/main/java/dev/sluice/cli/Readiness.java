package dev.sluice.cli;

import dev.sluice.api.FileStream;
import dev.sluice.api.StreamView;
import dev.sluice.cli.report.Report;
import java.time.Duration;
import java.util.Optional;

/** Tells when a film can be played, and whether it will play on. Owned by the main thread. */
final class Readiness {
  /** Looks between two guesses of when it can be played: about ten seconds. */
  private static final int LOOKS_BETWEEN_GUESSES = 40;

  private int looksUntilGuess;
  private boolean hasStarted;
  private boolean wasSmooth;

  /** Looks at the film; tells what has changed. */
  void tell(FileStream stream, Report report) {
    StreamView view = stream.view();
    String name = stream.file().path().fileName();
    if (!view.canStart()) {
      guess(name, view.startsIn(), report);
    } else if (!hasStarted || view.isSmooth() != wasSmooth) {
      hasStarted = true;
      wasSmooth = view.isSmooth();
      report.noted(
          name + " can be played; smooth from here: " + (wasSmooth ? "yes" : "no, it would pause"));
    }
  }

  private void guess(String name, Optional<Duration> startsIn, Report report) {
    if (startsIn.isPresent() && --looksUntilGuess < 0) {
      looksUntilGuess = LOOKS_BETWEEN_GUESSES;
      report.noted(name + " playable in ~" + (startsIn.get().toSeconds() + 1) + " s");
    }
  }
}
