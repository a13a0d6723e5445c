package dev.sluice.cli;

/** Tells when the user wants the program to stop. */
interface StopSignals {
  /**
   * Calls {@code onStop} when a stop is wanted, on a thread that may not wait in it.
   *
   * @return to be closed when the work is over and everything put away; the process lives until
   *     then
   */
  Listening listen(Runnable onStop);

  /** The time in which a stop can be answered. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
