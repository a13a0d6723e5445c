package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.Sink;
import dev.sluice.dht.DhtEvent;
import dev.sluice.dht.PeerQuest;
import dev.sluice.dht.PeerQuest.Announced;
import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.dht.krpc.Question.AnnouncePeer.PortSource;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A DHT of many nodes, of which some lie and many come and go.
 *
 * <p>{@code -Dsluice.dht.nodes=5000} runs it at the size that its promise is made for.
 */
class DhtPopulationTest {
  private static final int NODES = Integer.getInteger("sluice.dht.nodes", 400);
  private static final int LIARS = NODES / 10;
  private static final int LEAVERS = NODES / 5;
  private static final int TORRENTS = Math.max(50, NODES / 10);
  private static final int LOOKUPS = 2 * TORRENTS;

  /** What came of one search. */
  private static final class Result implements Sink<DhtEvent> {
    final Set<PeerAddress> peers = new HashSet<>();
    int fewestHops = Integer.MAX_VALUE;
    int askedCount;
    int writtenCount;
    boolean ended;

    @Override
    public boolean post(DhtEvent event) {
      return offer(event);
    }

    @Override
    public boolean offer(DhtEvent event) {
      switch (event) {
        case DhtEvent.PeersFound found -> {
          peers.addAll(found.peers());
          fewestHops = Math.min(fewestHops, found.hops());
        }
        case DhtEvent.SearchEnded end -> {
          ended = true;
          askedCount = end.askedCount();
          writtenCount = end.writtenCount();
        }
        default -> throw new IllegalStateException("not asked for: " + event);
      }
      return true;
    }
  }

  private record Torrent(InfoHash infoHash, PeerAddress seeder, Result announce) {}

  @Test
  void findsAnnouncedPeersThoughATenthLiesAndAFifthHasLeft() {
    long seed = Long.getLong("sluice.seedOffset", 0) + 51;
    DhtPopulation population = new DhtPopulation(seed);
    population.join(NODES - LIARS, NODES);
    population.joinLiars(LIARS);
    population.run(300);

    List<Torrent> torrents = announce(population);
    population.run(60);
    churn(population);
    List<Result> results = lookUp(population, torrents);
    population.run(60);

    int found = 0;
    int worstHops = 0;
    long asked = 0;
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      asked += result.askedCount;
      if (result.peers.contains(torrents.get(i % torrents.size()).seeder())) {
        found++;
        worstHops = Math.max(worstHops, result.fewestHops);
      }
    }
    System.out.printf(
        "%d nodes: found %d of %d, worst hops %d, asked %.1f, datagrams %d, bytes %d, elapsed %.0f s%n",
        NODES,
        found,
        results.size(),
        worstHops,
        (double) asked / results.size(),
        population.network().sentCount(),
        population.network().sentBytes(),
        population.time().elapsedNanos() / 1e9);
    assertThat(torrents)
        .as("announced, seed %d", seed)
        .allMatch(torrent -> torrent.announce().writtenCount > 0);
    assertThat(results).as("seed %d", seed).allMatch(result -> result.ended);
    assertThat(found).as("found, seed %d", seed).isGreaterThan(results.size() * 99 / 100);
    assertThat(worstHops).as("hops, seed %d", seed).isLessThanOrEqualTo(8);
  }

  private static List<Torrent> announce(DhtPopulation population) {
    List<Torrent> torrents = new ArrayList<>();
    for (int i = 0; i < TORRENTS; i++) {
      DhtPopulation.Member member = population.anyMember();
      InfoHash infoHash =
          new InfoHash(
              population.random().nextLong(),
              population.random().nextLong(),
              population.random().nextInt());
      Result result = new Result();
      Announced us = new Announced(6881, PortSource.STATED, PeerRole.SEED);
      member.dht().findPeers(new PeerQuest(infoHash, () -> Optional.of(us), result));
      PeerAddress seeder = new PeerAddress(member.address().ip(), 6881);
      torrents.add(new Torrent(infoHash, seeder, result));
    }
    return torrents;
  }

  private static void churn(DhtPopulation population) {
    for (int i = 0; i < LEAVERS; i++) {
      population.vanish(population.anyMember());
      population.join();
      population.run(0.1);
    }
  }

  private static List<Result> lookUp(DhtPopulation population, List<Torrent> torrents) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < LOOKUPS; i++) {
      Result result = new Result();
      InfoHash infoHash = torrents.get(i % torrents.size()).infoHash();
      population.anyMember().dht().findPeers(new PeerQuest(infoHash, Optional::empty, result));
      results.add(result);
      population.run(0.05);
    }
    return results;
  }
}
