package dev.sluice.dht;

import dev.sluice.bencode.BString;
import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for the peers of a torrent, and announces us at the end if that is wished. */
@Bep(5)
final class PeerSearch implements Errand {
  /** Peers that one search hands on; a torrent keeps 2,000 addresses from all sources. */
  static final int MAX_PEERS = 1_000;

  private final PeerQuest quest;
  private final Set<PeerAddress> found = new HashSet<>();

  PeerSearch(PeerQuest quest) {
    this.quest = quest;
  }

  @Override
  public NodeId target() {
    return NodeId.of(quest.torrent());
  }

  @Override
  public Question question(Set<AddressFamily> want) {
    return new Question.GetPeers(quest.torrent(), want, Set.of());
  }

  @Override
  public void onAnswer(Node node, Answer answer, int hops) {
    List<PeerAddress> fresh =
        answer.peers().stream()
            .filter(peer -> Hearsay.isPlausible(node.address().ip(), peer.ip()))
            .filter(peer -> found.size() < MAX_PEERS && found.add(peer))
            .collect(Collectors.toList());
    if (!fresh.isEmpty()) {
      quest.events().offer(new DhtEvent.PeersFound(fresh, hops));
    }
  }

  @Override
  public Optional<Question> writing(BString token) {
    return quest
        .announced()
        .get()
        .map(us ->
            new Question.AnnouncePeer(quest.torrent(), us.port(), us.source(), us.role(), token));
  }

  @Override
  public void onEnd(int askedCount, int writtenCount) {
    quest.events().offer(new DhtEvent.SearchEnded(askedCount, writtenCount));
  }
}
