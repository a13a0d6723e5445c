package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.TorrentState;
import dev.sluice.testkit.MemoryVolume;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A small download whose disk fails, or loses its power, at each of its operations in turn. In the
 * end every byte is right.
 */
class EveryOperationTest {
  private static final int KIB = 1024;
  private static final long SEED = 170;

  private static void download(Consumer<Swarm> scenario) {
    Swarm.of(SEED, 200 * KIB, 32 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder());
          scenario.accept(swarm);
        });
  }

  /** Returns how many operations a download takes that nothing disturbs. */
  private static int operations() {
    int[] operations = new int[1];
    download(swarm -> {
      Node leecher = swarm.add(NodeSetup.leecher());
      swarm.runUntilComplete(List.of(leecher), 60);
      leecher.stop();
      swarm.run(5);
      operations[0] = leecher.faults().operations();
    });
    assertThat(operations[0]).isGreaterThan(20);
    return operations[0];
  }

  @Test
  void aFaultAtAnyOperationIsNamedAndCostsNoByte() {
    int operations = operations();
    int named = 0;
    for (int n = 1; n <= operations; n++) {
      named += failAt(n) ? 1 : 0;
    }
    assertThat(named).isPositive();
  }

  /** Returns whether the torrent told of the fault. */
  private static boolean failAt(int n) {
    boolean[] told = new boolean[1];
    download(swarm -> {
      Node leecher = swarm.add(NodeSetup.leecher());
      leecher.faults().failAt(n);
      swarm.runUntil(
          "operation %d failed, and it is done or says so".formatted(n),
          () -> leecher.hasFinished() || leecher.state() == TorrentState.FAILED,
          60);
      if (leecher.state() == TorrentState.FAILED) {
        assertThat(leecher.view().problem().orElseThrow())
            .as("operation %d", n)
            .contains("Input/output error");
        leecher.torrent().resume();
        told[0] = true;
      }
      swarm.runUntilComplete(List.of(leecher), 60);
    });
    return told[0];
  }

  @Test
  void aPowerCutBeforeAnyOperationCostsNoWrongByte() {
    int operations = operations();
    for (int n = 1; n <= operations; n++) {
      cutPowerBefore(n);
    }
  }

  private static void cutPowerBefore(int n) {
    SplittableRandom chance = new SplittableRandom(SEED + n);
    download(swarm -> {
      Node before = swarm.add(NodeSetup.leecher());
      List<MemoryVolume> found = new ArrayList<>();
      before.faults().before(n, () -> found.add(before.volume().afterCrash(chance)));
      swarm.run(3);
      before.cutOff();
      before.stop();
      swarm.run(2);
      assertThat(found).as("operation %d", n).hasSize(1);

      Node after = swarm.add(NodeSetup.leecher(), found.get(0));

      swarm.runUntilComplete(List.of(after), 60);
    });
  }
}
