package dev.sluice.dht.krpc;

import dev.sluice.bencode.BString;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.util.Optional;

/** One datagram's content. */
@Bep(5)
public sealed interface KrpcMessage {
  /** Returns the asker's name for the exchange: 1 to {@link Krpc#MAX_TRANSACTION_BYTES} bytes. */
  BString transaction();

  /**
   * Somebody wants something.
   *
   * @param transaction comes back in the response
   * @param sender who asks
   * @param readOnly whether it neither answers nor wants to be remembered (BEP 43)
   * @param question what it wants
   */
  @Bep(43)
  record Query(BString transaction, NodeId sender, boolean readOnly, Question question)
      implements KrpcMessage {}

  /**
   * Somebody has what we wanted.
   *
   * @param transaction as in the query
   * @param answer what it says
   * @param seenAs where the query seemed to come from (BEP 42)
   */
  @Bep(42)
  record Response(BString transaction, Answer answer, Optional<PeerAddress> seenAs)
      implements KrpcMessage {}

  /**
   * Somebody will not.
   *
   * @param transaction as in the query
   * @param code why, one of {@link KrpcError} or not
   * @param text the same for people; a stranger's words, not to be printed as they are
   */
  record Failure(BString transaction, long code, String text) implements KrpcMessage {
    /** Says {@code error}. */
    public Failure(BString transaction, KrpcError error) {
      this(transaction, error.code(), error.text());
    }
  }
}
