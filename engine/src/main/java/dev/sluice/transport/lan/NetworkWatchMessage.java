package dev.sluice.transport.lan;

/** What the watch tells itself. */
sealed interface NetworkWatchMessage {
  /** It is time to look. */
  record Look() implements NetworkWatchMessage {}
}
