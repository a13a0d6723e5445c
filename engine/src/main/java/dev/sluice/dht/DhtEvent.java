package dev.sluice.dht;

import dev.sluice.dht.item.Item;
import dev.sluice.dht.krpc.Scrape;
import dev.sluice.model.PeerAddress;
import java.util.List;

/** What comes of asking the table. */
public sealed interface DhtEvent {
  /**
   * A node knows peers.
   *
   * @param peers some of them, perhaps known before
   * @param hops over how many nodes we came to the one that knows them, from 1
   */
  record PeersFound(List<PeerAddress> peers, int hops) implements DhtEvent {
    public PeersFound {
      peers = List.copyOf(peers);
    }
  }

  /**
   * A node says how many peers there are.
   *
   * @param scrape its filters, to be united with others
   */
  record Scraped(Scrape scrape) implements DhtEvent {}

  /**
   * A genuine item was found; a later one may be a newer version.
   *
   * @param item with its salt
   */
  record ItemFound(Item item) implements DhtEvent {}

  /**
   * The search is over; nothing follows.
   *
   * @param askedCount how many nodes were asked
   * @param writtenCount how many have accepted what we wanted to leave with them
   */
  record SearchEnded(int askedCount, int writtenCount) implements DhtEvent {}
}
