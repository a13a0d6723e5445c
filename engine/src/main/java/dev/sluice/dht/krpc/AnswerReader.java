package dev.sluice.dht.krpc;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the content of a response; every part that is malformed counts as absent. */
@Bep({5, 32, 33, 44, 51})
final class AnswerReader {
  private AnswerReader() {}

  static Answer read(NodeId sender, BDictionary body) {
    Answer.Builder answer = Answer.builder(sender);
    body.string("token")
        .filter(token -> token.length() <= Krpc.MAX_TOKEN_BYTES)
        .ifPresent(answer::token);
    for (AddressFamily family : AddressFamily.values()) {
      body.string(family.nodesKey())
          .ifPresent(nodes -> answer.nodes(CompactNodes.decode(nodes, family, Krpc.MAX_NODES)));
    }
    answer.peers(peers(body.list("values").orElse(BList.of())));
    scrape(body).ifPresent(answer::scrape);
    samples(body).ifPresent(answer::samples);
    OptionalLong sequence = body.integer("seq");
    if (sequence.isPresent() && sequence.getAsLong() >= 0) {
      answer.sequence(sequence.getAsLong());
    }
    item(body).ifPresent(answer::item);
    return answer.build();
  }

  private static List<PeerAddress> peers(BList values) {
    List<PeerAddress> peers = new ArrayList<>();
    for (BValue value : values) {
      if (peers.size() < Krpc.MAX_PEERS
          && value instanceof BString compact
          && KrpcDecoder.isCompactPeer(compact)) {
        peers.addAll(PeerAddress.listFromCompact(compact.toBytes(), compact.length()));
      }
    }
    return peers;
  }

  private static Optional<Scrape> scrape(BDictionary body) {
    Optional<BString> seeds = filter(body, "BFsd");
    Optional<BString> peers = filter(body, "BFpe");
    return seeds.isPresent() && peers.isPresent()
        ? Optional.of(new Scrape(seeds.get(), peers.get()))
        : Optional.empty();
  }

  private static Optional<BString> filter(BDictionary body, String key) {
    return body.string(key).filter(bytes -> bytes.length() == BloomFilter.BYTES);
  }

  private static Optional<Samples> samples(BDictionary body) {
    return body.string("samples")
        .map(bytes ->
            new Samples(
                Math.max(
                    0, Math.min(body.integer("interval").orElse(0), Samples.MAX_INTERVAL_SECONDS)),
                Math.max(0, body.integer("num").orElse(0)),
                infoHashes(bytes)));
  }

  private static List<InfoHash> infoHashes(BString bytes) {
    ByteBuffer buffer = bytes.bytes();
    List<InfoHash> torrents = new ArrayList<>();
    while (buffer.remaining() >= InfoHash.BYTES) {
      torrents.add(InfoHash.readFrom(buffer));
    }
    return torrents;
  }

  private static Optional<Item> item(BDictionary body) {
    Optional<BValue> value = body.get("v").filter(Item::isShortEnough).filter(Item::isInOrder);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return body.has("k")
        ? MutableReader.read(body, BString.of(""), body.integer("seq").orElse(-1), value.get())
        : Optional.of(new Item.Immutable(value.get()));
  }
}
