package dev.sluice.api;

/** How a piece stands. */
public enum PieceState {
  /** Nobody has been asked for it. */
  MISSING,
  /** It is missing, and not wanted. */
  SKIPPED,
  /** Some of it is here, or asked for. */
  BEGUN,
  /** It is on disk and verified. */
  HERE
}
