package dev.sluice.swarm.peer;

/** A call that came to nothing: the remote's doing, or the network's. */
final class UnansweredException extends Exception {
  private static final long serialVersionUID = 1;

  private final PeerEvent.Cause why;

  /** Makes one whose message is one line for the log. */
  UnansweredException(PeerEvent.Cause why, Exception cause) {
    super(cause.getMessage(), cause);
    this.why = why;
  }

  PeerEvent.Cause why() {
    return why;
  }
}
