package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.TorrentState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that are removed or cut while they are used, and volumes that are pulled out. */
class LostFilesTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  private static void awaitSuspension(Swarm swarm, Node node) {
    swarm.runUntil("it is suspended", () -> node.view().isSuspended(), 40);
  }

  @Test
  void aSeedWhoseFileIsCutIsSuspendedAndGoesOnWhenItIsPutBack() {
    Swarm.of(250, 8 * MIB, 256 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().up(200 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(5);
          seeder.volume().cut(seeder.path(0), 0);
          awaitSuspension(swarm, seeder);
          assertThat(seeder.view().problem().orElseThrow())
              .startsWith(seeder.path(0).toString())
              .contains("shorter");
          assertThat(seeder.view().peers()).isEmpty();
          swarm.run(60);

          seeder.volume().put(seeder.path(0), swarm.torrent().file(0));
          swarm.runUntilComplete(List.of(leecher), 300);
          assertThat(leecher.rejectedPieces()).isZero();
        });
  }

  @Test
  void aDownloadWhoseFileIsRemovedFetchesNothingIntoTheVoid() {
    Swarm.of(251, 16 * MIB, 256 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().up(200 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(20);
          leecher.volume().remove(leecher.path(0));
          awaitSuspension(swarm, leecher);
          assertThat(leecher.view().problem().orElseThrow())
              .startsWith(leecher.path(0).toString())
              .contains("gone");
          assertThat(leecher.view().fraction()).isGreaterThan(0.1);
          long sent = seeder.view().uploadedBytes();
          swarm.run(600);
          assertThat(seeder.view().uploadedBytes()).isEqualTo(sent);
          assertThat(leecher.volume().has(leecher.path(0))).isFalse();

          leecher.torrent().resume(); // the user wants it anew
          swarm.runUntilComplete(List.of(leecher), 300);
        });
  }

  @Test
  void aDownloadWhoseFileIsPutBackGoesOnWithWhatIsInIt() {
    Swarm.of(252, 16 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(200 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(40);
          byte[] before = leecher.volume().bytes(leecher.path(0));
          leecher.volume().remove(leecher.path(0));
          awaitSuspension(swarm, leecher);

          leecher.volume().put(leecher.path(0), before);
          swarm.runUntilComplete(List.of(leecher), 300);
          assertThat(leecher.view().downloadedBytes()).isLessThan(24 * MIB);
        });
  }

  @Test
  void anUnmountedVolumeSuspendsTheDownloadAndIsNeitherEmptyNorFilled() {
    Swarm.of(253, 16 * MIB, 256 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().up(200 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(40);
          leecher.volume().unmount(Node.DOWNLOADS);
          awaitSuspension(swarm, leecher);
          long sent = seeder.view().uploadedBytes();
          for (int i = 0; i < 3; i++) {
            swarm.run(300);
            assertThat(leecher.view().isSuspended()).isTrue();
            assertThat(leecher.view().fraction()).isGreaterThan(0.2);
            assertThat(leecher.volume().has(leecher.path(0))).isFalse();
            leecher.torrent().resume(); // in vain
          }
          swarm.run(1);
          assertThat(leecher.view().problem().orElseThrow()).contains("not mounted");
          assertThat(seeder.view().uploadedBytes()).isEqualTo(sent);

          leecher.volume().mountAgain();
          swarm.runUntilComplete(List.of(leecher), 700);
          assertThat(leecher.view().downloadedBytes()).isLessThan(24 * MIB);
        });
  }

  /** What a file that is made anew holds is zeros, and nobody may be given those. */
  @Test
  void aFileThatIsRemovedDuringAPauseIsNotTakenForWhole() {
    Swarm.of(254, 4 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(400 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.runUntilComplete(List.of(leecher), 60);
          leecher.torrent().pause();
          swarm.run(5);
          leecher.volume().remove(leecher.path(0));
          leecher.torrent().resume();
          swarm.run(2);

          assertThat(leecher.state()).isEqualTo(TorrentState.FAILED);
          assertThat(leecher.view().problem().orElseThrow()).contains("gone");
          leecher.torrent().resume();
          swarm.runUntil("it is fetched again", leecher::isComplete, 200);
          assertThat(
                  Arrays.equals(leecher.volume().bytes(leecher.path(0)), swarm.torrent().file(0)))
              .isTrue();
        });
  }
}
