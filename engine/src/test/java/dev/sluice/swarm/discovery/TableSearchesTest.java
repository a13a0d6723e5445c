package dev.sluice.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.Sink;
import dev.sluice.dht.DhtEvent;
import dev.sluice.dht.PeerQuest;
import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TableSearchesTest {
  private static final InfoHash TORRENT = InfoHash.parseHex("ab".repeat(20));
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final DhtEvent END = new DhtEvent.SearchEnded(30, 8);

  private final List<PeerQuest> quests = new ArrayList<>();
  private final TableSearches searches = searchesAnnouncing(6881);
  private long now = Long.MAX_VALUE - SECOND;

  private TableSearches searchesAnnouncing(int port) {
    return new TableSearches(TORRENT, port, new RecordingTable(), new Deaf());
  }

  private final class RecordingTable implements DistributedTable {
    @Override
    public void findPeers(PeerQuest quest) {
      quests.add(quest);
    }

    @Override
    public void visit(PeerAddress node) {}

    @Override
    public int port() {
      return 6881;
    }
  }

  private static final class Deaf implements Sink<DhtEvent> {
    @Override
    public boolean post(DhtEvent event) {
      return true;
    }

    @Override
    public boolean offer(DhtEvent event) {
      return true;
    }
  }

  /** Lets time pass, with a look every second; returns how many searches began. */
  private int run(long seconds) {
    int before = quests.size();
    for (long i = 0; i < seconds; i++) {
      searches.tick(PeerRole.PEER, now);
      now += SECOND;
    }
    return quests.size() - before;
  }

  private static DhtEvent found() {
    return new DhtEvent.PeersFound(
        List.of(new PeerAddress(InetAddress.getLoopbackAddress(), 7000)), 3);
  }

  @Test
  void doNotBeginByThemselves() {
    assertThat(run(60)).isZero();
  }

  /** Those that were found the last time are evidently of no use. */
  @Test
  void lookAgainSoonAndThenMorePatientlyWhenEverybodyIsGone() {
    searches.begin(now);
    run(1);
    searches.onEvent(found(), now);
    searches.onEvent(END, now);
    assertThat(run(60)).isZero();

    searches.peersWanted(now);
    assertThat(run(6)).isOne();
    searches.onEvent(found(), now);
    searches.onEvent(END, now);
    searches.peersWanted(now);
    assertThat(run(6)).isOne();
    searches.onEvent(found(), now);
    searches.onEvent(END, now);
    searches.peersWanted(now);
    assertThat(run(9)).isZero();
    assertThat(run(4)).isOne();
  }

  @Test
  void restAsUsualWhenSomebodyIsThereAgain() {
    searches.begin(now);
    run(1);
    searches.peersWanted(now);
    searches.peersFound();
    searches.onEvent(found(), now);
    searches.onEvent(END, now);

    assertThat(run(800)).isZero();
  }

  @Test
  void lookAtOnceWhenOurNetworkIsBack() {
    searches.begin(now);
    run(1);
    searches.onEvent(found(), now);
    searches.onEvent(END, now);
    searches.onUpheaval(now);

    assertThat(run(1)).isOne();
  }

  @Test
  void doNotBeginBecauseOurNetworkIsBack() {
    searches.onUpheaval(now);
    searches.peersWanted(now);

    assertThat(run(60)).isZero();
  }

  @Test
  void beginAtOnceAndAnnounceUs() {
    searches.begin(now);

    assertThat(run(1)).isEqualTo(1);
    assertThat(quests.get(0).torrent()).isEqualTo(TORRENT);
    assertThat(quests.get(0).announced().get())
        .hasValueSatisfying(us -> assertThat(us.port()).isEqualTo(6881));
  }

  @Test
  void announceNobodyWhoCannotBeReached() {
    TableSearches unreachable = searchesAnnouncing(0);
    unreachable.begin(now);

    unreachable.tick(PeerRole.PEER, now);

    assertThat(quests.get(0).announced().get()).isEmpty();
  }

  @Test
  void announceNobodyAfterTheEnd() {
    searches.begin(now);
    run(1);

    searches.end();

    assertThat(quests.get(0).announced().get()).isEmpty();
  }

  @Test
  void announceUsAfterAllWhenTheyBeginAgainBeforeASearchIsOver() {
    searches.begin(now);
    run(1);
    searches.end();

    searches.begin(now);

    assertThat(run(60)).as("it is still under way").isZero();
    assertThat(quests.get(0).announced().get()).isPresent();
  }

  @Test
  void goOneAtATime() {
    searches.begin(now);

    assertThat(run(10_000)).isEqualTo(1);
  }

  @Test
  void comeSoonAgainWhileNobodyIsFound() {
    searches.begin(now);
    run(1);

    searches.onEvent(END, now);
    assertThat(run(7)).isEqualTo(1);
    searches.onEvent(END, now);
    assertThat(run(9)).isZero();
    assertThat(run(3)).isEqualTo(1);
  }

  @Test
  void comeEveryQuarterOfAnHourAtLeast() {
    searches.begin(now);
    for (int i = 0; i < 20; i++) {
      run(1);
      searches.onEvent(END, now);
      now += TableSearches.LONGEST_WAIT_NANOS;
    }

    assertThat(quests).hasSize(20);
  }

  @Test
  void restForAQuarterOfAnHourWhenSomebodyWasFound() {
    searches.begin(now);
    run(1);

    assertThat(searches.onEvent(found(), now)).hasSize(1);
    searches.onEvent(END, now);

    assertThat(run(15 * 60)).isZero();
    assertThat(run(2)).isEqualTo(1);
  }

  @Test
  void endWithTheTorrent() {
    searches.begin(now);
    run(1);
    searches.end();
    searches.onEvent(END, now);

    assertThat(run(3600)).isZero();
  }
}
