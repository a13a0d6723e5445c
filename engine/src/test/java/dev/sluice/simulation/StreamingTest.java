package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watching while it downloads: a film of 5 Mbit/s over a swarm of 8 Mbit/s. */
class StreamingTest {
  private static final int KIB = 1024;
  private static final long FILM_BYTES_PER_SECOND = 625_000;
  private static final long SWARM_BYTES_PER_SECOND = 1_000_000;
  private static final int FILM_SECONDS = 40;
  private static final int PEERS = 20;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aFilmPlaysWithoutAStall(long seed) {
    Player player = watch(seed, false);

    assertThat(player.stalls()).as("%s", player).isZero();
    assertThat(player.waitedSeconds()).as("%s", player).isLessThan(12);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aPeerThatStallsOnDueBlocksCausesNoStall(long seed) {
    assertThat(watch(seed, true).stalls()).isZero();
  }

  @Test
  void littleIsFetchedTwice() {
    assertThat(watch(1, false).wastedBytes())
        .isLessThan(FILM_SECONDS * FILM_BYTES_PER_SECOND * 12 / 100);
  }

  @Test
  void aSeekIsAnsweredBeforeWhatWasAskedForEarlier() {
    Swarm.of(9, 32 << 20, 256 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(4 << 20));
          Node node = swarm.add(NodeSetup.leecher());
          Player player = new Player(swarm, node, FILM_BYTES_PER_SECOND);
          swarm.runUntil("it plays", player::hasStarted, 20);
          double before = swarm.seconds();

          player.seek(16 << 20);

          swarm.runUntil("bytes of the middle are here", player::hasSomethingToRead, 2);
          assertThat(swarm.seconds() - before).isLessThan(1);
          player.close();
        });
  }

  @Test
  void twoPlayersAtDifferentPlacesBothPlay() {
    Swarm.of(10, 24 << 20, 256 * KIB)
        .play(swarm -> {
          for (int i = 0; i < 4; i++) {
            swarm.add(PuppetManners.good(500 * KIB));
          }
          Node node = swarm.add(NodeSetup.leecher());
          Player one = new Player(swarm, node, FILM_BYTES_PER_SECOND);
          Player other = new Player(swarm, node, FILM_BYTES_PER_SECOND);
          other.seek(12 << 20);

          swarm.runUntil("one has played", one::hasPlayed, 120);
          swarm.runUntil("the other has played", other::hasPlayed, 120);

          assertThat(one.stalls() + other.stalls()).isZero();
          one.close();
          other.close();
        });
  }

  /** Plays a film over twenty peers of very different speed and with 300 ms of jitter. */
  static Player watch(long seed, boolean onePeerStalls) {
    List<Player> played = new ArrayList<>();
    Swarm.of(seed, (int) (FILM_SECONDS * FILM_BYTES_PER_SECOND), 256 * KIB)
        .play(swarm -> {
          swarm.network().jitter(TimeUnit.MILLISECONDS.toNanos(300));
          List<Puppet> peers = peersOfDifferentSpeed(swarm, seed);
          Node node = swarm.add(NodeSetup.leecher());
          Player player = new Player(swarm, node, FILM_BYTES_PER_SECOND);
          if (onePeerStalls) {
            swarm.at(8, peers.get(0)::stall);
          }
          swarm.runUntil("the film is over", player::hasPlayed, 300);
          player.close();
          played.add(player);
        });
    return played.get(0);
  }

  /** The fastest has some fifty times what the slowest has. */
  private static List<Puppet> peersOfDifferentSpeed(Swarm swarm, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] shares = random.doubles(PEERS).map(chance -> Math.exp(4 * chance)).toArray();
    double all = 0;
    for (double share : shares) {
      all += share;
    }
    List<Puppet> peers = new ArrayList<>();
    for (double share : shares) {
      peers.add(swarm.add(PuppetManners.good((long) (SWARM_BYTES_PER_SECOND * share / all))));
    }
    return peers;
  }
}
