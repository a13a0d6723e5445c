package dev.sluice.dht.krpc;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BDictionaryBuilder;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns messages into datagrams. */
@Bep({5, 32, 33, 42, 43, 44, 51})
public final class KrpcEncoder {
  private KrpcEncoder() {}

  /** Returns the datagram of {@code message}, the caller's. */
  public static byte[] encode(KrpcMessage message) {
    BDictionaryBuilder envelope = BDictionary.builder();
    switch (message) {
      case KrpcMessage.Query query -> putQuery(envelope, query);
      case KrpcMessage.Response response -> putResponse(envelope, response);
      case KrpcMessage.Failure failure ->
          envelope
              .put("e", BList.of(new BInteger(failure.code()), BString.of(failure.text())))
              .put("y", "e");
    }
    return envelope.put("t", message.transaction()).build().encode();
  }

  private static void putQuery(BDictionaryBuilder envelope, KrpcMessage.Query query) {
    BDictionaryBuilder arguments = BDictionary.builder().put("id", query.sender().toBytes());
    envelope.put("q", arguments(query.question(), arguments)).put("y", "q");
    envelope.put("a", arguments.build());
    if (query.readOnly()) {
      envelope.put("ro", 1);
    }
  }

  /** Puts what the question needs into {@code a} and returns the question's name. */
  private static String arguments(Question question, BDictionaryBuilder a) {
    return switch (question) {
      case Question.Ping() -> "ping";
      case Question.FindNode(NodeId target, Set<AddressFamily> want) -> {
        putTarget(a, target, want);
        yield "find_node";
      }
      case Question.GetPeers getPeers -> {
        putGetPeers(a, getPeers);
        yield "get_peers";
      }
      case Question.AnnouncePeer announce -> {
        putAnnounce(a, announce);
        yield "announce_peer";
      }
      case Question.Get get -> {
        putTarget(a, get.target(), get.want());
        get.newerThan().ifPresent(sequence -> a.put("seq", sequence));
        yield "get";
      }
      case Question.Put put -> {
        putItem(a, put.item());
        put.replacing().ifPresent(sequence -> a.put("cas", sequence));
        a.put("token", put.token());
        yield "put";
      }
      case Question.SampleInfohashes(NodeId target, Set<AddressFamily> want) -> {
        putTarget(a, target, want);
        yield "sample_infohashes";
      }
    };
  }

  private static void putTarget(BDictionaryBuilder a, NodeId target, Set<AddressFamily> want) {
    a.put("target", target.toBytes());
    putWant(a, want);
  }

  private static void putWant(BDictionaryBuilder a, Set<AddressFamily> want) {
    if (!want.isEmpty()) {
      a.put(
          "want",
          BList.of(
              want.stream()
                  .sorted()
                  .map(each -> BString.of(each.wantName()))
                  .collect(Collectors.toList())));
    }
  }

  private static void putGetPeers(BDictionaryBuilder a, Question.GetPeers question) {
    a.put("info_hash", question.infoHash().toBytes());
    putWant(a, question.want());
    for (Question.GetPeers.Extra extra : question.extras()) {
      switch (extra) {
        case NO_SEEDS -> a.put("noseed", 1);
        case SCRAPE -> a.put("scrape", 1);
      }
    }
  }

  private static void putAnnounce(BDictionaryBuilder a, Question.AnnouncePeer announce) {
    a.put("info_hash", announce.infoHash().toBytes())
        .put("port", announce.port())
        .put("token", announce.token());
    if (announce.portSource() == Question.AnnouncePeer.PortSource.IMPLIED) {
      a.put("implied_port", 1);
    }
    if (announce.role() == PeerRole.SEED) {
      a.put("seed", 1);
    }
  }

  private static void putItem(BDictionaryBuilder target, Item item) {
    target.put("v", item.value());
    if (item instanceof Item.Mutable mutable) {
      target
          .put("k", mutable.publicKey())
          .put("seq", mutable.sequence())
          .put("sig", mutable.signature());
      if (mutable.salt().length() > 0) {
        target.put("salt", mutable.salt());
      }
    }
  }

  private static void putResponse(BDictionaryBuilder envelope, KrpcMessage.Response response) {
    response.seenAs().ifPresent(address -> envelope.put("ip", address.toCompact()));
    envelope.put("r", body(response.answer())).put("y", "r");
  }

  private static BDictionary body(Answer answer) {
    BDictionaryBuilder r = BDictionary.builder().put("id", answer.sender().toBytes());
    answer.token().ifPresent(token -> r.put("token", token));
    for (AddressFamily family : AddressFamily.values()) {
      byte[] nodes = CompactNodes.encode(answer.nodes(), family);
      if (nodes.length > 0) {
        r.put(family.nodesKey(), nodes);
      }
    }
    if (!answer.peers().isEmpty()) {
      r.put("values", values(answer.peers()));
    }
    answer.scrape().ifPresent(scrape -> r.put("BFsd", scrape.seeds()).put("BFpe", scrape.peers()));
    answer.samples().ifPresent(samples -> putSamples(r, samples));
    putKept(r, answer);
    return r.build();
  }

  private static BList values(List<PeerAddress> peers) {
    return BList.of(
        peers.stream().map(peer -> BString.of(peer.toCompact())).collect(Collectors.toList()));
  }

  private static void putSamples(BDictionaryBuilder r, Samples samples) {
    byte[] torrents = new byte[InfoHash.BYTES * samples.torrents().size()];
    for (int i = 0; i < samples.torrents().size(); i++) {
      byte[] each = samples.torrents().get(i).toBytes();
      System.arraycopy(each, 0, torrents, i * InfoHash.BYTES, InfoHash.BYTES);
    }
    r.put("interval", samples.intervalSeconds())
        .put("num", samples.total())
        .put("samples", torrents);
  }

  /** The asker knows the salt: it is part of the key that it asked for (BEP 44). */
  private static void putKept(BDictionaryBuilder r, Answer answer) {
    answer.item().ifPresent(item -> putItem(r, withoutSalt(item)));
    if (answer.item().isEmpty()) {
      answer.sequence().ifPresent(sequence -> r.put("seq", sequence));
    }
  }

  private static Item withoutSalt(Item item) {
    return item instanceof Item.Mutable mutable ? mutable.withSalt(BString.of("")) : item;
  }
}
