package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Watching while it downloads. */
class StreamingTest {
  private static final int KIB = 1024;

  /** 5 Mbit/s over 8 Mbit/s. */
  private static final long VIDEO_BYTES_PER_SECOND = 625_000;

  private static final long SWARM_BYTES_PER_SECOND = 1_000_000;
  private static final int PEERS = 20;
  private static final int VIDEO_SECONDS = 40;

  /** Plays a film over twenty peers of very different speed and with 300 ms of jitter. */
  static Player watch(long seed, int stallingPeers) {
    List<Player> played = new ArrayList<>();
    Swarm.of(seed, (int) (VIDEO_SECONDS * VIDEO_BYTES_PER_SECOND), 256 * KIB)
        .play(swarm -> {
          swarm.network().jitter(TimeUnit.MILLISECONDS.toNanos(300));
          List<Puppet> peers = peersOfDifferentSpeed(swarm, seed);
          Node node = swarm.add(NodeSetup.leecher());
          Player player = new Player(swarm, node, VIDEO_BYTES_PER_SECOND);
          played.add(player);
          for (int i = 0; i < stallingPeers; i++) {
            swarm.at(8 + 5 * i, peers.get(i)::stall);
          }
          swarm.runUntil("the film is over: " + player, player::hasPlayed, 300);
          player.wasted = node.view().wastedBytes();
          player.close();
        });
    return played.getFirst();
  }

  /** The fastest has some sixty times what the slowest has; all together 8 Mbit/s. */
  private static List<Puppet> peersOfDifferentSpeed(Swarm swarm, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] shares = random.doubles(PEERS).map(chance -> Math.exp(4 * chance)).toArray();
    double all = 0;
    for (double share : shares) {
      all += share;
    }
    List<Puppet> peers = new ArrayList<>();
    for (double share : shares) {
      long rate = (long) (SWARM_BYTES_PER_SECOND * share / all);
      peers.add(swarm.add(PuppetManners.good(rate)));
    }
    return peers;
  }

  @Test
  void x() {
    assertThat(watch(1, 0).stalls()).isZero();
  }
}
