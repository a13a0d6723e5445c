package dev.sluice.dht;

import dev.sluice.bencode.BString;
import dev.sluice.dht.guard.WriteTokens;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.BloomFilter;
import dev.sluice.dht.krpc.Krpc;
import dev.sluice.dht.krpc.KrpcError;
import dev.sluice.dht.krpc.KrpcMessage;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.NodeId;
import dev.sluice.dht.routing.RoutingTable;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers what others ask.
 *
 * <p>No answer is longer than {@link Krpc#MAX_SENT_BYTES}, but for an item with its signature: the
 * sender of a question may be forged, and its victim gets the answer. Owned by the DHT actor.
 */
@Bep({5, 32, 33, 42, 44, 51})
final class Responder {
  /** Peers in one answer: the 8 nodes that keep them are all asked, and each draws its own. */
  static final int MAX_PEERS = 32;

  /** Envelope, ids, token, address: what every answer has, with some room. */
  private static final int FRAME_BYTES = 200;

  private static final int SCRAPE_BYTES = 2 * (BloomFilter.BYTES + 10);

  private final Map<AddressFamily, Presence> presences;
  private final WriteTokens tokens;

  Responder(Map<AddressFamily, Presence> presences, WriteTokens tokens) {
    this.presences = presences;
    this.tokens = tokens;
  }

  /** Returns what to tell {@code from}, by way of {@code presence}. */
  KrpcMessage answer(Presence presence, PeerAddress from, KrpcMessage.Query query, long nowNanos) {
    return switch (query.question()) {
      case Question.Ping() -> reply(query, from, Answer.of(presence.id()));
      case Question.FindNode(NodeId target, Set<AddressFamily> want) ->
          reply(query, from, near(presence, target, want).build());
      case Question.GetPeers question ->
          reply(query, from, peers(presence, from, question, nowNanos));
      case Question.SampleInfohashes(NodeId target, Set<AddressFamily> want) ->
          reply(
              query,
              from,
              near(presence, target, want).samples(presence.peers().samples(nowNanos)).build());
      case Question.Get question -> reply(query, from, item(presence, from, question, nowNanos));
      case Question.AnnouncePeer announce -> keep(presence, from, query, announce, nowNanos);
      case Question.Put put -> keep(presence, from, query, put, nowNanos);
    };
  }

  private static KrpcMessage reply(KrpcMessage.Query query, PeerAddress from, Answer answer) {
    return new KrpcMessage.Response(query.transaction(), answer, Optional.of(from));
  }

  private Answer.Builder near(Presence presence, NodeId target, Set<AddressFamily> want) {
    Answer.Builder answer = Answer.builder(presence.id());
    Set<AddressFamily> wanted = want.isEmpty() ? Set.of(presence.family()) : want;
    for (AddressFamily family : wanted) {
      @Nullable Presence other = presences.get(family);
      if (other != null) {
        answer.nodes(other.nodes().closest(target, RoutingTable.K));
      }
    }
    return answer;
  }

  private Answer peers(
      Presence presence, PeerAddress from, Question.GetPeers question, long nowNanos) {
    NodeId key = NodeId.of(question.infoHash());
    boolean scrape = question.extras().contains(Question.GetPeers.Extra.SCRAPE);
    // BEP 33: the filters need the room of the nodes that are not due.
    Set<AddressFamily> want = scrape ? Set.of() : question.want();
    Answer.Builder answer = near(presence, key, want);
    answer.token(tokens.give(from.ip(), key, nowNanos));
    if (scrape) {
      presence.peers().scrape(question.infoHash()).ifPresent(answer::scrape);
    }
    return answer.peers(stored(presence, question, room(presence, want, scrape))).build();
  }

  private static int room(Presence presence, Set<AddressFamily> want, boolean scrape) {
    int nodeBytes =
        (want.isEmpty() ? Set.of(presence.family()) : want)
            .stream().mapToInt(family -> RoutingTable.K * family.compactNodeBytes()).sum();
    int left = Krpc.MAX_SENT_BYTES - FRAME_BYTES - nodeBytes - (scrape ? SCRAPE_BYTES : 0);
    int peerBytes = presence.family().compactPeerBytes() + 3;
    return Math.max(0, Math.min(MAX_PEERS, left / peerBytes));
  }

  private static List<PeerAddress> stored(
      Presence presence, Question.GetPeers question, int count) {
    return question.extras().contains(Question.GetPeers.Extra.NO_SEEDS)
        ? presence.peers().unfinishedPeers(question.infoHash(), count)
        : presence.peers().peers(question.infoHash(), count);
  }

  private Answer item(Presence presence, PeerAddress from, Question.Get question, long nowNanos) {
    Answer.Builder answer = Answer.builder(presence.id());
    Optional<Item> kept = presence.items().get(question.target());
    BString token = tokens.give(from.ip(), question.target(), nowNanos);
    boolean known =
        kept.isPresent()
            && kept.get() instanceof Item.Mutable mutable
            && question.newerThan().isPresent()
            && mutable.sequence() <= question.newerThan().getAsLong();
    if (kept.isPresent() && !known) {
      // With an item there is room for a few nodes alone.
      answer.item(kept.get()).nodes(presence.nodes().closest(question.target(), 3));
      return answer.token(token).build();
    }
    Answer.Builder nodes = near(presence, question.target(), question.want()).token(token);
    if (known && kept.get() instanceof Item.Mutable mutable) {
      nodes.sequence(mutable.sequence());
    }
    return nodes.build();
  }

  private KrpcMessage keep(
      Presence presence,
      PeerAddress from,
      KrpcMessage.Query query,
      Question.AnnouncePeer announce,
      long nowNanos) {
    if (!tokens.isGood(announce.token(), from.ip(), NodeId.of(announce.infoHash()), nowNanos)) {
      return new KrpcMessage.Failure(query.transaction(), KrpcError.PROTOCOL);
    }
    boolean implied = announce.portSource() == Question.AnnouncePeer.PortSource.IMPLIED;
    PeerAddress peer = new PeerAddress(from.ip(), implied ? from.port() : announce.port());
    presence.peers().add(announce.infoHash(), peer, announce.role(), nowNanos);
    return reply(query, from, Answer.of(presence.id()));
  }

  private KrpcMessage keep(
      Presence presence,
      PeerAddress from,
      KrpcMessage.Query query,
      Question.Put put,
      long nowNanos) {
    if (!tokens.isGood(put.token(), from.ip(), put.item().target(), nowNanos)) {
      return new KrpcMessage.Failure(query.transaction(), KrpcError.PROTOCOL);
    }
    Optional<KrpcError> error = presence.items().put(put.item(), put.replacing(), nowNanos);
    return error.isPresent()
        ? new KrpcMessage.Failure(query.transaction(), error.get())
        : reply(query, from, Answer.of(presence.id()));
  }
}
