package dev.sluice.dht.krpc;

import dev.sluice.bencode.BString;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a query asks for.
 *
 * <p>{@code want} says of which families nodes are wished; empty means that of the datagram (BEP
 * 32).
 */
@Bep(5)
public sealed interface Question {
  /** Are you there? */
  record Ping() implements Question {}

  /**
   * Which nodes do you know near a key?
   *
   * @param target the key
   */
  @Bep({5, 32})
  record FindNode(NodeId target, Set<AddressFamily> want) implements Question {
    public FindNode {
      want = Set.copyOf(want);
    }
  }

  /**
   * Which peers do you know of a torrent, and which nodes near it?
   *
   * @param infoHash the torrent
   * @param extras what else
   */
  @Bep({5, 32, 33})
  record GetPeers(InfoHash infoHash, Set<AddressFamily> want, Set<Extra> extras)
      implements Question {
    public GetPeers {
      want = Set.copyOf(want);
      extras = Set.copyOf(extras);
    }

    /** Wishes beyond the list of peers (BEP 33). */
    public enum Extra {
      /** Rather peers that are no seeds. */
      NO_SEEDS,
      /** How many there are, as bloom filters. */
      SCRAPE
    }
  }

  /**
   * Remember me as a peer.
   *
   * @param infoHash the torrent
   * @param port where the asker takes peers, 1 to 65535; ignored with {@code implied}
   * @param portSource whether that port counts, or the one the datagram came from
   * @param role whether it has everything (BEP 33)
   * @param token what the node gave the asker when it asked for peers
   */
  @Bep({5, 33})
  record AnnouncePeer(
      InfoHash infoHash, int port, PortSource portSource, PeerRole role, BString token)
      implements Question {
    /** Which port counts. */
    public enum PortSource {
      /** The one that is stated. */
      STATED,
      /** That of the datagram: behind an address translator only it is known ({@code implied}). */
      IMPLIED
    }
  }

  /**
   * What do you keep under a key?
   *
   * @param target the key
   * @param newerThan the asker's own version, which need not be sent again
   */
  @Bep(44)
  record Get(NodeId target, OptionalLong newerThan, Set<AddressFamily> want) implements Question {
    public Get {
      want = Set.copyOf(want);
    }
  }

  /**
   * Keep this.
   *
   * @param item what
   * @param replacing the version that is to be replaced, and no other
   * @param token what the node gave the asker when it asked for the item
   */
  @Bep(44)
  record Put(Item item, OptionalLong replacing, BString token) implements Question {}

  /**
   * Of which torrents do you know peers?
   *
   * @param target a key, for nodes near it; the sample has nothing to do with it
   */
  @Bep(51)
  record SampleInfohashes(NodeId target, Set<AddressFamily> want) implements Question {
    public SampleInfohashes {
      want = Set.copyOf(want);
    }
  }
}
