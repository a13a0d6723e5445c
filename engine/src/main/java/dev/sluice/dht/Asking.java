package dev.sluice.dht;

import dev.sluice.bencode.BString;
import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.KrpcEncoder;
import dev.sluice.dht.krpc.KrpcMessage;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.dht.node.SecureIds;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.Datagrams;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends our questions and brings the answers to whoever asked. Whatever comes of a question, the
 * routing table hears of it first. Owned by the DHT actor.
 */
@Bep({5, 42, 43})
final class Asking {
  private final Map<AddressFamily, Presence> presences;
  private final Exchanges exchanges;
  private final Datagrams out;
  private final NodeRole role;
  private long sentCount;

  Asking(
      Map<AddressFamily, Presence> presences, Exchanges exchanges, Datagrams out, NodeRole role) {
    this.presences = presences;
    this.exchanges = exchanges;
    this.out = out;
    this.role = role;
  }

  /** Asks a node. */
  void ask(Node node, Question question, Exchange.Asker asker, long nowNanos) {
    ask(new Exchange(node.address(), Optional.of(node.id()), asker, nowNanos), question);
  }

  /** Asks whoever is at {@code address}. */
  void ask(PeerAddress address, Question question, Exchange.Asker asker, long nowNanos) {
    ask(new Exchange(address, Optional.empty(), asker, nowNanos), question);
  }

  private void ask(Exchange exchange, Question question) {
    @Nullable Presence presence = presences.get(AddressFamily.of(exchange.address()));
    if (presence == null || exchanges.isFull()) {
      exchange.asker().onFailure(exchange.sentNanos());
      return;
    }
    BString number = exchanges.begin(exchange);
    boolean readOnly = role == NodeRole.READ_ONLY;
    sentCount++;
    out.send(
        exchange.address(),
        KrpcEncoder.encode(new KrpcMessage.Query(number, presence.id(), readOnly, question)));
  }

  /** Returns whether there is little going on, and so room for questions that can wait. */
  boolean isIdle() {
    return exchanges.size() < Exchanges.MAX_OPEN / 8;
  }

  /**
   * Takes an answer, if we have asked for it.
   *
   * @return whether it made us take another id
   */
  boolean onResponse(
      Presence presence, PeerAddress from, KrpcMessage.Response response, long nowNanos) {
    Optional<Exchange> ended = exchanges.end(response.transaction(), from);
    if (ended.isEmpty()) {
      return false;
    }
    Answer answer = response.answer();
    Node node = new Node(answer.sender(), from);
    presence.nodes().answered(node, nowNanos);
    Exchange exchange = ended.get();
    if (!isWelcome(exchange, node)) {
      exchange.asker().onFailure(nowNanos);
      return false;
    }
    exchange.asker().onAnswer(node, plausible(presence, node, answer), nowNanos);
    return response.seenAs().isPresent()
        && presence.seen(from.ip(), response.seenAs().get().ip(), nowNanos);
  }

  /**
   * A node that goes by another name than it was known by is a liar, or has just learnt to which id
   * its address entitles it; in the second case it shows.
   */
  private static boolean isWelcome(Exchange exchange, Node node) {
    boolean asExpected = exchange.expected().map(node.id()::equals).orElse(true);
    return asExpected || (node.isSecure() && !SecureIds.isExempt(node.address().ip()));
  }

  private static Answer plausible(Presence presence, Node node, Answer answer) {
    NodeId own = presence.id();
    return answer.withNodes(Hearsay.plausible(node.address(), answer.nodes(), own));
  }

  /** Takes an error, if we have asked for it: the node is there, and of no use to the asker. */
  void onFailure(PeerAddress from, KrpcMessage.Failure failure, long nowNanos) {
    exchanges
        .end(failure.transaction(), from)
        .ifPresent(exchange -> exchange.asker().onFailure(nowNanos));
  }

  /** Gives up on questions that have waited for too long. */
  void expire(long nowNanos) {
    for (Exchange exchange : exchanges.expire(nowNanos)) {
      @Nullable Presence presence = presences.get(AddressFamily.of(exchange.address()));
      if (presence != null) {
        exchange.node().ifPresent(node -> presence.nodes().failed(node, nowNanos));
      }
      exchange.asker().onFailure(nowNanos);
    }
  }

  /** Returns how many questions were sent. */
  long sentCount() {
    return sentCount;
  }
}
