package dev.sluice.dht.krpc;

import dev.sluice.bencode.BString;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a response says. A response does not tell which question it answers, so this is all that any
 * of them may have.
 *
 * @param sender who answers
 * @param token lets the asker write to this node for some minutes
 * @param nodes near the key asked for, of either family
 * @param peers of the torrent asked for
 * @param scrape how many peers there are (BEP 33)
 * @param item what is kept under the key (BEP 44); its salt is missing, and nothing is verified
 * @param sequence the version that is kept, perhaps without the item
 * @param samples some torrents (BEP 51)
 */
@Bep({5, 32, 33, 44, 51})
public record Answer(
    NodeId sender,
    Optional<BString> token,
    List<Node> nodes,
    List<PeerAddress> peers,
    Optional<Scrape> scrape,
    Optional<Item> item,
    OptionalLong sequence,
    Optional<Samples> samples) {
  public Answer {
    nodes = List.copyOf(nodes);
    peers = List.copyOf(peers);
  }

  /** Returns the answer that says nothing but that {@code sender} is there. */
  public static Answer of(NodeId sender) {
    return builder(sender).build();
  }

  /** Returns this answer with other nodes. */
  public Answer withNodes(List<Node> others) {
    return new Answer(sender, token, others, peers, scrape, item, sequence, samples);
  }

  /** Returns the builder of an answer of {@code sender}. */
  public static Builder builder(NodeId sender) {
    return new Builder(sender);
  }

  /** Gathers what an answer says. Owned by whoever made it. */
  public static final class Builder {
    private final NodeId sender;
    private final List<Node> nodes = new ArrayList<>();
    private final List<PeerAddress> peers = new ArrayList<>();
    private Optional<BString> token = Optional.empty();
    private Optional<Scrape> scrape = Optional.empty();
    private Optional<Item> item = Optional.empty();
    private OptionalLong sequence = OptionalLong.empty();
    private Optional<Samples> samples = Optional.empty();

    private Builder(NodeId sender) {
      this.sender = sender;
    }

    /** Gives the asker the right to write here. */
    public Builder token(BString given) {
      token = Optional.of(given);
      return this;
    }

    /** Adds nodes near the key. */
    public Builder nodes(List<Node> more) {
      nodes.addAll(more);
      return this;
    }

    /** Adds peers. */
    public Builder peers(List<PeerAddress> more) {
      peers.addAll(more);
      return this;
    }

    /** Says how many peers there are. */
    public Builder scrape(Scrape filters) {
      scrape = Optional.of(filters);
      return this;
    }

    /** Gives what is kept. */
    public Builder item(Item kept) {
      item = Optional.of(kept);
      return kept instanceof Item.Mutable mutable ? sequence(mutable.sequence()) : this;
    }

    /** Says which version is kept. */
    public Builder sequence(long kept) {
      sequence = OptionalLong.of(kept);
      return this;
    }

    /** Gives some torrents. */
    public Builder samples(Samples some) {
      samples = Optional.of(some);
      return this;
    }

    /** Returns the answer. */
    public Answer build() {
      return new Answer(sender, token, nodes, peers, scrape, item, sequence, samples);
    }
  }
}
