package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.MetadataProgress;
import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BString;
import dev.sluice.model.PeerAddress;
import dev.sluice.testkit.TestTorrent;
import dev.sluice.wire.extension.UtMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Torrents that begin with their info-hash. */
class MagnetTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final int PIECE = UtMetadata.PIECE_BYTES;

  /** A torrent whose info dictionary has a length of about {@code infoBytes}. */
  private static TestTorrent torrent(long seed, int infoBytes) {
    return TestTorrent.folder("random-" + seed)
        .pieceBytes(32 * KIB)
        .tracker(SimulatedTracker.URL)
        .info("a", BString.of(TestTorrent.randomBytes(seed + 1, infoBytes)))
        .file("content", TestTorrent.randomBytes(seed, MIB))
        .build();
  }

  private static Optional<UtMetadata> piece(byte[] info, int piece) {
    int from = piece * PIECE;
    int to = Math.min(info.length, from + PIECE);
    return Optional.of(new UtMetadata.Data(piece, info.length, Arrays.copyOfRange(info, from, to)));
  }

  private static byte[] spoiled(byte[] info) {
    byte[] lie = info.clone();
    for (int i = 0; i < lie.length; i += PIECE) {
      lie[i]++;
    }
    return lie;
  }

  @Test
  void aMagnetIsCompletedFromASeederWithoutDiallingItTwice() {
    Swarm.of(101, MIB, 32 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().withoutTracker());
          Node leecher =
              swarm.addMagnet(NodeSetup.leecher().withoutTracker().knows(seeder.address()));

          swarm.runUntilComplete(List.of(leecher), 30);

          assertThat(swarm.network().calls()).isEqualTo(1);
          assertThat(leecher.events().stream().map(Object::getClass).limit(2).toList())
              .isEqualTo(
                  List.of(TorrentEvent.MetadataReceived.class, TorrentEvent.StateChanged.class));
          assertThat(leecher.torrent().metainfo())
              .hasValueSatisfying(
                  found -> assertThat(found.info()).isEqualTo(swarm.torrent().info()));
        });
  }

  @Test
  void manyMagnetsAndOneSeederFindEachOtherByTheTracker() {
    Swarm.of(102, MIB, 32 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(200 * KIB));
          List<Node> leechers =
              IntStream.range(0, 20)
                  .mapToObj(i -> swarm.addMagnet(NodeSetup.leecher().up(100 * KIB)))
                  .toList();

          swarm.runUntilComplete(leechers, 300);
        });
  }

  @Test
  void theWordsOfPeersBeforeTheMetadataAreNotLost() {
    Swarm.of(103, MIB, 32 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(500 * KIB)); // tells what it has, and nothing of metadata
          byte[] info = swarm.torrent().infoBytes();
          new MetadataTeller(swarm, info.length, piece -> piece(info, piece));

          Node leecher = swarm.addMagnet(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), 60);
          assertThat(swarm.network().calls())
              .as("each of the two once, and itself, before and after: the tracker named it")
              .isEqualTo(4);
        });
  }

  @Test
  void aNeighbourIsFoundBeforeTheMetadataIsHere() {
    Swarm.of(107, MIB, 32 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().withoutTracker().finding(PeerSource.LSD));
          swarm.run(60);

          Node leecher =
              swarm.addMagnet(NodeSetup.leecher().withoutTracker().finding(PeerSource.LSD));

          swarm.runUntilComplete(List.of(leecher), 30);
        });
  }

  @Test
  void whomPeersTellOfIsAskedForTheMetadataToo() {
    Swarm.of(108, torrent(108, 5 * MIB))
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().withoutTracker().finding(PeerSource.PEX));
          Node slow =
              swarm.add(
                  NodeSetup.leecher()
                      .withoutTracker()
                      .finding(PeerSource.PEX)
                      .knows(seeder.address())
                      .up(4 * KIB));

          Node leecher =
              swarm.addMagnet(
                  NodeSetup.leecher()
                      .withoutTracker()
                      .finding(PeerSource.PEX)
                      .knows(slow.address()));

          // The slow one alone would need more than twenty minutes for the metadata.
          swarm.runUntilComplete(List.of(leecher), 240);
        });
  }

  @Test
  void largeMetadataComesFromAllWhoHaveIt() {
    Swarm.of(104, torrent(104, 5 * MIB))
        .play(swarm -> {
          swarm.add(5, i -> NodeSetup.seeder().up(500 * KIB));
          Node leecher = swarm.addMagnet(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), 60);

          // One of them alone would need more than ten seconds for the metadata.
          assertThat(leecher.finishedSeconds()).isLessThan(9);
        });
  }

  @Test
  void saysHowFarTheMetadataIs() {
    Swarm.of(105, torrent(105, 5 * MIB))
        .play(swarm -> {
          Node leecher = swarm.addMagnet(NodeSetup.leecher().down(200 * KIB));
          swarm.run(1);
          assertThat(leecher.state()).isEqualTo(TorrentState.FETCHING_METADATA);
          assertThat(leecher.view().metadata()).isEmpty();
          swarm.add(NodeSetup.seeder());
          swarm.runUntil(
              "some of it is there",
              () -> leecher.view().metadata().map(MetadataProgress::receivedPieces).orElse(0) > 9,
              400);

          assertThat(leecher.view().metadata().orElseThrow().pieceCount()).isEqualTo(321);
          assertThat(leecher.view().peers()).hasSize(1);
          assertThat(leecher.view().isComplete()).isFalse();
        });
  }

  @Test
  void whatWasFetchedOnceIsNotFetchedAgain() {
    Swarm.of(106, MIB, 32 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder());
          Node leecher = swarm.addMagnet(NodeSetup.leecher());
          swarm.runUntilComplete(List.of(leecher), 60);
          leecher.torrent().stop();
          swarm.run(3);
          seeder.cutOff();
          leecher.cutOff();

          leecher.startFromMagnet();
          swarm.runUntil("it is complete again", leecher::isComplete, 10);
        });
  }

  @Nested
  class WhenPeersLie {
    @Test
    void wrongMetadataIsRefutedAndTheLiarIsLeft() {
      Swarm.of(111, torrent(111, 200 * KIB))
          .play(swarm -> {
            byte[] lie = spoiled(swarm.torrent().infoBytes());
            var liar = new MetadataTeller(swarm, lie.length, piece -> piece(lie, piece));
            swarm.add(NodeSetup.seeder());
            Node leecher = swarm.addMagnet(NodeSetup.leecher());

            swarm.runUntilComplete(List.of(leecher), 60);
            swarm.run(1);

            assertThat(liar.asked()).isNotEmpty();
            assertThat(liar.isWith(leecher)).isFalse();
            swarm.run(600);
            assertThat(liar.callsOf(leecher)).as("it is banned").isEqualTo(1);
          });
    }

    @Test
    void aCrowdOfLiarsDelaysOnlyALittle() {
      Swarm.of(112, torrent(112, 200 * KIB))
          .play(swarm -> {
            byte[] lie = spoiled(swarm.torrent().infoBytes());
            for (int i = 0; i < 8; i++) {
              new MetadataTeller(swarm, lie.length, piece -> piece(lie, piece));
            }
            swarm.add(NodeSetup.seeder());
            Node leecher = swarm.addMagnet(NodeSetup.leecher());

            swarm.runUntilComplete(List.of(leecher), 120);
          });
    }

    @Test
    void wrongLengthsDelayNobody() {
      Swarm.of(113, torrent(113, 200 * KIB))
          .play(swarm -> {
            byte[] shorter = new byte[3 * PIECE];
            var little = new MetadataTeller(swarm, shorter.length, piece -> piece(shorter, piece));
            new MetadataTeller(swarm, 20 * MIB, piece -> Optional.empty());
            swarm.add(NodeSetup.seeder());
            Node leecher = swarm.addMagnet(NodeSetup.leecher());

            swarm.runUntilComplete(List.of(leecher), 60);
            swarm.run(1);

            assertThat(little.asked()).hasSize(3);
            assertThat(little.isWith(leecher)).isFalse();
          });
    }

    @Test
    void lengthsBeyondTheLimitAreNotBelieved() {
      Swarm.of(114, MIB, 32 * KIB)
          .play(swarm -> {
            var huge =
                new MetadataTeller(
                    swarm, UtMetadata.MAX_TOTAL_BYTES + 1L, piece -> Optional.empty());
            var negative = new MetadataTeller(swarm, -1, piece -> Optional.empty());
            Node leecher = swarm.addMagnet(NodeSetup.leecher());
            swarm.run(10);
            assertThat(leecher.view().peers()).hasSize(2);

            swarm.add(NodeSetup.seeder());
            swarm.runUntilComplete(List.of(leecher), 400);

            assertThat(huge.asked()).isEmpty();
            assertThat(negative.asked()).isEmpty();
          });
    }

    @Test
    void whoContradictsItselfIsLeft() {
      Swarm.of(115, MIB, 32 * KIB)
          .play(swarm -> {
            byte[] info = swarm.torrent().infoBytes();
            var liar = new MetadataTeller(swarm, info.length + 1L, piece -> piece(info, piece));
            Node leecher = swarm.addMagnet(NodeSetup.leecher());

            swarm.run(120);

            assertThat(liar.callsOf(leecher)).isEqualTo(1);
            assertThat(liar.isWith(leecher)).isFalse();
          });
    }
  }

  @Nested
  class WhenPeersDoNotAnswer {
    @Test
    void othersAreAskedForWhatIsMissing() {
      Swarm.of(121, torrent(121, 500 * KIB))
          .play(swarm -> {
            byte[] info = swarm.torrent().infoBytes();
            new MetadataTeller(
                swarm, info.length, piece -> piece < 3 ? piece(info, piece) : Optional.empty());
            swarm.add(NodeSetup.seeder());
            Node leecher = swarm.addMagnet(NodeSetup.leecher());

            swarm.runUntilComplete(List.of(leecher), 30);
          });
    }

    @Test
    void whoRefusesIsAskedLessAndLeftInTheEnd() {
      Swarm.of(122, MIB, 32 * KIB)
          .play(swarm -> {
            var unwilling =
                new MetadataTeller(
                    swarm, 10_000, piece -> Optional.of(new UtMetadata.Reject(piece)));
            Node leecher = swarm.addMagnet(NodeSetup.leecher());

            swarm.run(90);

            assertThat(unwilling.asked()).hasSizeBetween(3, 10);
            assertThat(unwilling.isWith(leecher)).isFalse();
          });
    }
  }

  @Nested
  class WhenTheTorrentIsPrivate {
    @Test
    void peersOfOtherSourcesThanTrackersAreLeft() {
      TestTorrent torrent =
          TestTorrent.folder("private")
              .tracker(SimulatedTracker.URL)
              .info("private", new BInteger(1))
              .file("content", TestTorrent.randomBytes(1, MIB))
              .build();
      Swarm.of(131, torrent)
          .play(swarm -> {
            Node stranger = swarm.add(NodeSetup.seeder().withoutTracker());
            Node leecher = swarm.addMagnet(NodeSetup.leecher());
            PeerAddress unreached = Network.addressOf(99);
            leecher.torrent().found(List.of(stranger.address(), unreached), PeerSource.DHT);
            swarm.runUntil("it is known", () -> leecher.torrent().metainfo().isPresent(), 10);
            swarm.run(300);

            assertThat(leecher.isWithout(List.of(stranger))).isTrue();
            assertThat(leecher.view().downloadedBytes()).isZero();

            Node tracked = swarm.add(NodeSetup.seeder());
            swarm.runUntilComplete(List.of(leecher), 400);
            swarm.run(1); // until the seeder's view has counted the last block
            assertThat(leecher.isWithout(List.of(stranger))).isTrue();
            assertThat(tracked.view().uploadedBytes()).isGreaterThanOrEqualTo(MIB);
          });
    }
  }

  @Nested
  class WhenTheUserPauses {
    @Test
    void nothingIsFetchedUntilItGoesOn() {
      Swarm.of(141, MIB, 32 * KIB)
          .play(swarm -> {
            Node leecher = swarm.addMagnet(NodeSetup.leecher());
            swarm.run(1);
            leecher.torrent().pause();
            swarm.run(1);
            assertThat(leecher.state()).isEqualTo(TorrentState.PAUSED);
            swarm.add(NodeSetup.seeder());
            swarm.run(30);
            assertThat(leecher.torrent().metainfo()).isEmpty();

            leecher.torrent().resume();
            swarm.runUntilComplete(List.of(leecher), 60);
          });
    }
  }
}
