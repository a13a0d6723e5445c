package dev.sluice.dht;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bencode.BString;
import dev.sluice.dht.PeerQuest.Announced;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.dht.krpc.Question.AnnouncePeer.PortSource;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Five nodes of ours and five of libtorrent's, on loopback, in one table. */
class DhtBesideLibtorrentIT {
  private static final int NODES = 5;

  private final List<PeerAddress> theirAddresses = new ArrayList<>();
  private final List<RealNode> ours = new ArrayList<>();
  private LibtorrentDht theirs;
  private InfoHash torrent;

  @BeforeEach
  void join() throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    torrent = new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
    for (int i = 0; i < NODES; i++) {
      theirAddresses.add(RealNode.freeAddress());
    }
    theirs = LibtorrentDht.start(theirAddresses);
    for (int i = 0; i < NODES; i++) {
      PeerAddress known = i == 0 ? theirAddresses.get(1) : ours.get(i - 1).address();
      ours.add(RealNode.knowing(known));
    }
    Patience.until(
        "everybody of ours knows most of the ten",
        () -> ours.stream().allMatch(node -> node.dht().view().nodeCount() >= NODES + 2));
  }

  @AfterEach
  void leave() throws IOException {
    for (RealNode node : ours) {
      node.close();
    }
    theirs.close();
  }

  @Test
  void findsAPeerThatLibtorrentAnnounced() {
    theirs.announce(3, torrent);
    PeerAddress peer = theirAddresses.get(3);

    Patience.until(
        "our last node finds the peer",
        () -> {
          RecordedEvents events = new RecordedEvents();
          ours.get(NODES - 1).dht().findPeers(new PeerQuest(torrent, Optional::empty, events));
          Patience.until("the search ends", events::hasEnded);
          Patience.pause(); // who asks too often is not heard any more
          return events.hasFound(peer);
        });
  }

  @Test
  void libtorrentFindsAPeerThatWeAnnounced() {
    RecordedEvents events = new RecordedEvents();
    Announced us = new Announced(7_002, PortSource.STATED, PeerRole.SEED);

    ours.get(2).dht().findPeers(new PeerQuest(torrent, () -> Optional.of(us), events));

    Patience.until("the announce ends", events::hasEnded);
    assertThat(events.events())
        .filteredOn(DhtEvent.SearchEnded.class::isInstance)
        .allMatch(end -> ((DhtEvent.SearchEnded) end).writtenCount() >= 6);
    PeerAddress peer = new PeerAddress(ours.get(2).address().ip(), 7_002);
    theirs.find(4, torrent);
    Patience.until("libtorrent finds the peer", () -> theirs.hasFound(4, peer));
  }

  @Test
  void libtorrentReadsAnItemThatWePutAndWeOneOfTheirs() {
    Item item = new Item.Immutable(BString.of("from-us"));
    RecordedEvents put = new RecordedEvents();
    ours.get(1).dht().put(item, put);
    Patience.until("the put ends", put::hasEnded);
    theirs.send("item 2 " + item.target());
    Patience.until("libtorrent reads ours", () -> theirs.said("item 2 b'from-us'"));

    NodeId theirTarget = new Item.Immutable(BString.of("from-them")).target();
    Patience.until(
        "we read theirs",
        () -> {
          theirs.send("put 1 from-them"); // a put of a node that knows nobody yet goes nowhere
          RecordedEvents got = new RecordedEvents();
          ours.get(3).dht().get(theirTarget, BString.of(""), got);
          Patience.until("the search ends", got::hasEnded);
          Patience.pause();
          return got.events().stream()
              .anyMatch(event ->
                  event instanceof DhtEvent.ItemFound found
                      && found.item().value().equals(BString.of("from-them")));
        });
  }
}
