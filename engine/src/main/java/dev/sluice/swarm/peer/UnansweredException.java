package dev.sluice.swarm.peer;

import dev.sluice.model.Carrier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that came to nothing: the remote's doing, or the network's. */
final class UnansweredException extends Exception {
  private static final long serialVersionUID = 1;

  private final PeerEvent.Cause why;

  private final @Nullable Carrier carrier;
  private final boolean silence;

  /** Makes one whose message is one line for the log. */
  UnansweredException(PeerEvent.Cause why, Exception cause) {
    super(cause.getMessage(), cause);
    this.why = why;
    this.carrier = null;
    this.silence = false;
  }

  /** Makes one for a call that came through over {@code carrier}. */
  UnansweredException(PeerEvent.Cause why, Carrier carrier, Exception cause) {
    super(cause.getMessage(), cause);
    this.why = why;
    this.carrier = carrier;
    this.silence = false;
  }

  private UnansweredException(Carrier carrier, Exception cause) {
    super("no answer in time", cause);
    this.why = PeerEvent.Cause.REMOTE;
    this.carrier = carrier;
    this.silence = true;
  }

  /**
   * Returns one for a call that came through over {@code carrier}, and was not answered in time.
   */
  static UnansweredException silence(Carrier carrier, Exception cause) {
    return new UnansweredException(carrier, cause);
  }

  /** Returns whether the peer said nothing, rather than hung up. */
  boolean isSilence() {
    return silence;
  }

  /** Returns over what the call came through; empty if it did not. */
  Optional<Carrier> carrier() {
    return Optional.ofNullable(carrier);
  }

  PeerEvent.Cause why() {
    return why;
  }
}
