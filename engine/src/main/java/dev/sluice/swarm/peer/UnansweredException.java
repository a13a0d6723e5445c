package dev.sluice.swarm.peer;

import dev.sluice.model.Carrier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that came to nothing: the remote's doing, or the network's. */
final class UnansweredException extends Exception {
  private static final long serialVersionUID = 1;

  private final PeerEvent.Cause why;

  private final @Nullable Carrier carrier;

  /** Makes one whose message is one line for the log. */
  UnansweredException(PeerEvent.Cause why, Exception cause) {
    super(cause.getMessage(), cause);
    this.why = why;
    this.carrier = null;
  }

  /** Makes one for a call that came through over {@code carrier}. */
  UnansweredException(PeerEvent.Cause why, Carrier carrier, Exception cause) {
    super(cause.getMessage(), cause);
    this.why = why;
    this.carrier = carrier;
  }

  /** Returns over what the call came through; empty if it did not. */
  Optional<Carrier> carrier() {
    return Optional.ofNullable(carrier);
  }

  PeerEvent.Cause why() {
    return why;
  }
}
