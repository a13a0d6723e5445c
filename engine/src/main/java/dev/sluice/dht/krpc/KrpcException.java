package dev.sluice.dht.krpc;

import dev.sluice.bencode.BString;
import java.util.Optional;

/** Says that a datagram is no message of the table: a remote's fault. */
public final class KrpcException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Optional<KrpcMessage.Failure> reply;

  KrpcException(String problem) {
    super(problem);
    this.reply = Optional.empty();
  }

  KrpcException(BString transaction, KrpcError error, String problem) {
    super(problem);
    this.reply = Optional.of(new KrpcMessage.Failure(transaction, error));
  }

  /** Returns what to tell the sender: empty unless it was a query that one can answer. */
  public Optional<KrpcMessage.Failure> reply() {
    return reply;
  }
}
