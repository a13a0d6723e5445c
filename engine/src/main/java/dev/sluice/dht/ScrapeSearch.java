package dev.sluice.dht;

import dev.sluice.actor.Sink;
import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.util.Set;

/**
 * Asks how many peers a torrent has (BEP 33).
 *
 * @param torrent whose
 * @param events told each node's filters, and the end
 */
@Bep(33)
record ScrapeSearch(InfoHash torrent, Sink<DhtEvent> events) implements Errand {
  @Override
  public NodeId target() {
    return NodeId.of(torrent);
  }

  @Override
  public Question question(Set<AddressFamily> want) {
    return new Question.GetPeers(torrent, want, Set.of(Question.GetPeers.Extra.SCRAPE));
  }

  @Override
  public void onAnswer(Node node, Answer answer, int hops) {
    answer.scrape().ifPresent(scrape -> events.offer(new DhtEvent.Scraped(scrape)));
  }

  @Override
  public void onEnd(int askedCount, int writtenCount) {
    events.offer(new DhtEvent.SearchEnded(askedCount, writtenCount));
  }
}
