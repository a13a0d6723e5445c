package dev.sluice.interop;

/** What another client makes of message stream encryption (MSE). */
enum Disguise {
  /** It speaks either way. */
  WELCOME,
  /** It speaks in the clear alone. */
  REFUSED,
  /** Handshakes must be disguised; the stream may go on either way. */
  FORCED,
  /** Every byte must be encrypted. */
  FORCED_RC4,
  /** Handshakes must be disguised, and the stream must go on in the clear. */
  FORCED_HANDSHAKE
}
