package dev.sluice.simulation;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything at once, by chance. */
class ChaosTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final int TROUBLED_SECONDS = 60;

  @ParameterizedTest
  @ValueSource(longs = {90, 91, 92, 93, 94, 95})
  void whateverHappensForAMinuteEverybodyFinishesAfterwards(long seed) {
    Swarm.of(seed, 4 * MIB, 128 * KIB)
        .play(swarm -> {
          SplittableRandom chance = new SplittableRandom(swarm.seed());
          swarm.add(NodeSetup.seeder().up(100 * KIB));
          swarm.add(NodeSetup.seeder().up(50 * KIB).lyingOnceIn(30));
          List<Node> leechers =
              swarm.add(
                  8,
                  i ->
                      NodeSetup.leecher()
                          .up((20 + chance.nextInt(100)) * KIB)
                          .down((50 + chance.nextInt(500)) * KIB)
                          .diskAccess(Node.millis(chance.nextInt(30))));
          for (int i = 0; i < TROUBLED_SECONDS; i++) {
            Node troubled = leechers.get(chance.nextInt(leechers.size()));
            int trouble = chance.nextInt(5);
            swarm.at(chance.nextDouble(TROUBLED_SECONDS), () -> trouble(troubled, trouble));
          }
          swarm.run(TROUBLED_SECONDS);
          leechers.forEach(Node::plugIn);
          leechers.forEach(node -> node.torrent().resume());

          swarm.runUntilComplete(leechers, 3600);
        });
  }

  /** A few; {@code -Dsluice.seedOffset=1000} plays others. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverBreaksEverybodyFinishesWhenItIsMended(long seed) {
    Chaos.play(seed);
  }

  private static void trouble(Node node, int trouble) {
    switch (trouble) {
      case 0 -> node.torrent().pause();
      case 1 -> node.torrent().resume();
      case 2 -> node.torrent().verify();
      case 3 -> node.cutOff();
      default -> node.plugIn();
    }
  }
}
