package dev.sluice.cli;

/** What a command does about a torrent that could go on if somebody mended its disk. */
enum OnSuspension {
  /** Says so and goes on when it does. */
  WAIT,
  /** Takes it for a failure. */
  FAIL
}
