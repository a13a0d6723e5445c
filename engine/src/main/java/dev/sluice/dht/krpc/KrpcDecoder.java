package dev.sluice.dht.krpc;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.util.List;
import java.util.Optional;

/**
 * Turns datagrams into messages, and refuses what is none.
 *
 * <p>What must be there must be well-formed. What may be there and is not as it should be counts as
 * absent: other implementations have their oddities, and a node with one is still a node.
 */
@Bep({5, 42, 43})
public final class KrpcDecoder {
  private KrpcDecoder() {}

  /**
   * Returns the message of {@code datagram}.
   *
   * @param datagram [own] all its bytes
   * @throws KrpcException if it is none
   */
  public static KrpcMessage decode(byte[] datagram) throws KrpcException {
    BDictionary envelope = envelope(datagram);
    BString transaction =
        envelope
            .string("t")
            .filter(id -> id.length() >= 1 && id.length() <= Krpc.MAX_TRANSACTION_BYTES)
            .orElseThrow(() -> new KrpcException("a message without a transaction"));
    return switch (envelope.text("y").orElse("")) {
      case "q" -> query(envelope, transaction);
      case "r" -> response(envelope, transaction);
      case "e" -> failure(envelope, transaction);
      default -> throw new KrpcException("a message of no known kind");
    };
  }

  private static BDictionary envelope(byte[] datagram) throws KrpcException {
    try {
      return Bencode.decodeDictionary(datagram, Krpc.LIMITS);
    } catch (BencodeException e) {
      throw new KrpcException("no bencoded dictionary: " + e.getMessage());
    }
  }

  private static KrpcMessage query(BDictionary envelope, BString transaction) throws KrpcException {
    BDictionary arguments =
        envelope.dictionary("a").orElseThrow(() -> new KrpcException("a query without arguments"));
    NodeId sender =
        id(arguments, "id").orElseThrow(() -> new KrpcException("a query without its sender"));
    String name = envelope.text("q").orElse("");
    Question question = new QuestionReader(transaction, arguments).read(name);
    boolean readOnly = envelope.integer("ro").orElse(0) == 1;
    return new KrpcMessage.Query(transaction, sender, readOnly, question);
  }

  private static KrpcMessage response(BDictionary envelope, BString transaction)
      throws KrpcException {
    BDictionary body =
        envelope.dictionary("r").orElseThrow(() -> new KrpcException("a response without content"));
    NodeId sender =
        id(body, "id").orElseThrow(() -> new KrpcException("a response without its sender"));
    Answer answer = AnswerReader.read(sender, body);
    return new KrpcMessage.Response(transaction, answer, seenAs(envelope));
  }

  private static Optional<PeerAddress> seenAs(BDictionary envelope) {
    Optional<BString> ip = envelope.string("ip");
    if (ip.isEmpty() || !isCompactPeer(ip.get())) {
      return Optional.empty();
    }
    List<PeerAddress> one = PeerAddress.listFromCompact(ip.get().toBytes(), ip.get().length());
    return one.stream().findFirst();
  }

  static boolean isCompactPeer(BString bytes) {
    return bytes.length() == PeerAddress.COMPACT_IPV4_BYTES
        || bytes.length() == PeerAddress.COMPACT_IPV6_BYTES;
  }

  private static KrpcMessage failure(BDictionary envelope, BString transaction) {
    BList parts = envelope.list("e").orElse(BList.of());
    long code = !parts.isEmpty() && parts.get(0) instanceof BInteger number ? number.value() : 0;
    String text = parts.size() > 1 && parts.get(1) instanceof BString words ? words.text() : "";
    return new KrpcMessage.Failure(transaction, code, text);
  }

  static Optional<NodeId> id(BDictionary dictionary, String key) {
    return dictionary
        .string(key)
        .filter(bytes -> bytes.length() == NodeId.BYTES)
        .map(bytes -> NodeId.of(bytes.toBytes()));
  }
}
