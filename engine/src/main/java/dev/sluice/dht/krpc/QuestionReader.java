package dev.sluice.dht.krpc;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the arguments of one query, and knows what to tell whoever sent a bad one. */
@Bep({5, 32, 33, 44, 51})
final class QuestionReader {
  private final BString transaction;
  private final BDictionary arguments;

  QuestionReader(BString transaction, BDictionary arguments) {
    this.transaction = transaction;
    this.arguments = arguments;
  }

  Question read(String name) throws KrpcException {
    return switch (name) {
      case "ping" -> new Question.Ping();
      case "find_node" -> new Question.FindNode(id("target"), want());
      case "get_peers" -> new Question.GetPeers(infoHash(), want(), extras());
      case "announce_peer" -> announce();
      case "get" -> new Question.Get(id("target"), newerThan(), want());
      case "put" -> put();
      case "sample_infohashes" -> new Question.SampleInfohashes(id("target"), want());
      default -> throw bad(KrpcError.METHOD_UNKNOWN, "a query of no known name");
    };
  }

  private KrpcException bad(KrpcError error, String problem) {
    return new KrpcException(transaction, error, problem);
  }

  private NodeId id(String key) throws KrpcException {
    return KrpcDecoder.id(arguments, key)
        .orElseThrow(() -> bad(KrpcError.PROTOCOL, "a query without " + key));
  }

  private InfoHash infoHash() throws KrpcException {
    return id("info_hash").toInfoHash();
  }

  private Set<AddressFamily> want() {
    Set<AddressFamily> wanted = EnumSet.noneOf(AddressFamily.class);
    BList list = arguments.list("want").orElse(BList.of());
    for (AddressFamily family : AddressFamily.values()) {
      if (list.items().contains(BString.of(family.wantName()))) {
        wanted.add(family);
      }
    }
    return wanted;
  }

  private boolean isSet(String key) {
    return arguments.integer(key).orElse(0) != 0;
  }

  private Set<Question.GetPeers.Extra> extras() {
    Set<Question.GetPeers.Extra> extras = EnumSet.noneOf(Question.GetPeers.Extra.class);
    if (isSet("noseed")) {
      extras.add(Question.GetPeers.Extra.NO_SEEDS);
    }
    if (isSet("scrape")) {
      extras.add(Question.GetPeers.Extra.SCRAPE);
    }
    return extras;
  }

  private Question announce() throws KrpcException {
    InfoHash infoHash = infoHash();
    Question.AnnouncePeer.PortSource source =
        isSet("implied_port")
            ? Question.AnnouncePeer.PortSource.IMPLIED
            : Question.AnnouncePeer.PortSource.STATED;
    long port = arguments.integer("port").orElse(0);
    boolean usable = port >= 1 && port <= 0xffff;
    if (!usable && source == Question.AnnouncePeer.PortSource.STATED) {
      throw bad(KrpcError.PROTOCOL, "an announce without a port");
    }
    PeerRole role = isSet("seed") ? PeerRole.SEED : PeerRole.PEER;
    return new Question.AnnouncePeer(infoHash, usable ? (int) port : 1, source, role, token());
  }

  private BString token() throws KrpcException {
    return arguments
        .string("token")
        .filter(token -> token.length() <= Krpc.MAX_TOKEN_BYTES)
        .orElseThrow(() -> bad(KrpcError.PROTOCOL, "a write without a token"));
  }

  private OptionalLong newerThan() {
    return arguments.integer("seq");
  }

  private Question put() throws KrpcException {
    BValue value =
        arguments.get("v").orElseThrow(() -> bad(KrpcError.PROTOCOL, "a put without a value"));
    if (!Item.isShortEnough(value)) {
      throw bad(KrpcError.VALUE_TOO_LONG, "a value of " + value.encodedBytes() + " bytes");
    }
    if (!Item.isInOrder(value)) {
      throw bad(KrpcError.PROTOCOL, "a value whose keys are out of order");
    }
    Item item = arguments.has("k") ? mutable(value) : new Item.Immutable(value);
    return new Question.Put(item, arguments.integer("cas"), token());
  }

  private Item mutable(BValue value) throws KrpcException {
    BString salt = arguments.string("salt").orElse(BString.of(""));
    if (salt.length() > Item.Mutable.MAX_SALT_BYTES) {
      throw bad(KrpcError.SALT_TOO_LONG, "a salt of " + salt.length() + " bytes");
    }
    long sequence =
        arguments.get("seq").orElse(null) instanceof BInteger number ? number.value() : -1;
    return MutableReader.read(arguments, salt, sequence, value)
        .orElseThrow(() -> bad(KrpcError.PROTOCOL, "a malformed signed item"));
  }
}
