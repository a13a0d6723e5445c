package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerSource;
import dev.sluice.bencode.BInteger;
import dev.sluice.testkit.TestTorrent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** BEP 27: nobody hears of a private torrent, or of its peers, but by its tracker. */
class PrivateTorrentTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** Ids of messages: a DHT port, and an extended message with its own id. */
  private static final int PORT = 9;

  private static final int EXTENDED = 20;
  private static final int EXTENDED_HANDSHAKE = 0;

  private static TestTorrent torrent(String name, boolean isPrivate) {
    var builder =
        TestTorrent.folder(name)
            .pieceBytes(64 * KIB)
            .tracker(SimulatedTracker.URL)
            .tracker(SimulatedTracker.OTHER_URL)
            .file("content", TestTorrent.randomBytes(27, 2 * MIB));
    return isPrivate ? builder.info("private", new BInteger(1)).build() : builder.build();
  }

  /** What was captured of a run in which everybody wants peers from everywhere. */
  private record Capture(List<Wiretap.Talk> talks, int announces, int datagrams) {
    Stream<byte[]> messages(int id) {
      return talks.stream()
          .flatMap(talk -> talk.messages().stream())
          .filter(message -> message.length > 0 && message[0] == id);
    }

    boolean offersPex() {
      return messages(EXTENDED)
          .filter(message -> message[1] == EXTENDED_HANDSHAKE)
          .anyMatch(message -> new String(message, StandardCharsets.ISO_8859_1).contains("ut_pex"));
    }

    boolean hasExtensionMessages() {
      return messages(EXTENDED).anyMatch(message -> message[1] != EXTENDED_HANDSHAKE);
    }

    boolean speaksOfDht() {
      return messages(PORT).findAny().isPresent()
          || talks.stream().anyMatch(talk -> (talk.reserved()[7] & 1) != 0);
    }
  }

  private static Capture play(TestTorrent torrent) {
    Capture[] capture = new Capture[1];
    Swarm.of(27, torrent)
        .play(swarm -> {
          Wiretap tap = swarm.network().tap();
          swarm.add(NodeSetup.seeder().up(200 * KIB).finding(PeerSource.values()));
          List<Node> leechers =
              swarm.add(4, i -> NodeSetup.leecher().up(50 * KIB).finding(PeerSource.values()));
          swarm.runUntilComplete(leechers, 300);
          swarm.run(400);
          capture[0] =
              new Capture(tap.talks(), swarm.tracker().announces(), swarm.lan().said().size());
        });
    return capture[0];
  }

  @Test
  void aPrivateTorrentIsSpokenOfNeitherByDhtNorByPexNorByLsd() {
    Capture capture = play(torrent("secret", true));

    assertThat(capture.talks()).hasSizeGreaterThan(4);
    assertThat(capture.announces()).isPositive();
    assertThat(capture.offersPex()).isFalse();
    assertThat(capture.hasExtensionMessages()).isFalse();
    assertThat(capture.speaksOfDht()).isFalse();
    assertThat(capture.datagrams()).isZero();
  }

  /** Nobody can know before the metadata is here; from then on not a word is said. */
  @Test
  void aPrivateTorrentThatCameByMagnetIsSpokenOfNoMore() {
    Swarm.of(29, torrent("secret", true))
        .play(swarm -> {
          Node leecher =
              swarm.addMagnet(NodeSetup.leecher().finding(PeerSource.values()).up(50 * KIB));
          swarm.run(5);
          swarm.add(NodeSetup.seeder().up(200 * KIB).finding(PeerSource.values()));
          swarm.runUntilComplete(List.of(leecher), 300);
          int saidBefore = swarm.lan().said().size();

          swarm.run(1000); // three announces of a public one

          assertThat(saidBefore).isEqualTo(1);
          assertThat(swarm.lan().said()).hasSize(1);
        });
  }

  /** Returns whether a peer that the first tracker named is still here after it has failed. */
  private static boolean keepsPeersOfTheTrackerBefore(TestTorrent torrent) {
    boolean[] kept = new boolean[1];
    Swarm.of(28, torrent)
        .play(swarm -> {
          Node ofFirst = swarm.add(NodeSetup.leecher().withoutTracker());
          swarm.tracker().list(ofFirst.address());
          Node node = swarm.add(NodeSetup.leecher());
          swarm.runUntil("they have met", () -> node.isWith(List.of(ofFirst)), 10);
          swarm.tracker().goDown();

          swarm.run(360); // beyond the next announce and its time-out

          kept[0] = node.isWith(List.of(ofFirst));
        });
    return kept[0];
  }

  @Test
  void withTheTrackerOfAPrivateTorrentAllItsPeersChange() {
    assertThat(keepsPeersOfTheTrackerBefore(torrent("secret", true))).isFalse();
  }

  @Test
  void withTheTrackerOfAPublicTorrentPeersStay() {
    assertThat(keepsPeersOfTheTrackerBefore(torrent("open", false))).isTrue();
  }

  @Test
  void theSameCaptureOfAPublicTorrentShowsPexAndLsd() {
    Capture capture = play(torrent("open", false));

    assertThat(capture.offersPex()).isTrue();
    assertThat(capture.hasExtensionMessages()).isTrue();
    assertThat(capture.datagrams()).isPositive();
  }
}
