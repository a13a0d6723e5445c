package dev.sluice.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both protocols against a tracker that others wrote. */
class OpentrackerIT {
  private static final int TORRENTS = 20;

  /** Each test takes a fresh one. */
  private static final Deque<InfoHash> torrents = new ArrayDeque<>();

  private static Opentracker opentracker;

  @BeforeAll
  static void start() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < TORRENTS; i++) {
      torrents.add(new InfoHash(random.nextLong(), random.nextLong(), random.nextInt()));
    }
    opentracker = Opentracker.start(List.copyOf(torrents));
  }

  @AfterAll
  static void stop() throws IOException {
    if (opentracker != null) {
      opentracker.close();
    }
  }

  enum Protocol {
    HTTP,
    UDP;

    URI url() {
      return this == HTTP ? opentracker.http() : opentracker.udp();
    }
  }

  @ParameterizedTest
  @EnumSource
  void leecherFindsSeeder(Protocol protocol) throws Exception {
    InfoHash torrent = torrents.remove();
    Trackers seeder = clientAt("127.0.0.2");
    Trackers leecher = clientAt("127.0.0.3");

    seeder.announce(protocol.url(), request(torrent, 6881, 0, AnnounceEvent.STARTED));
    AnnounceReply reply =
        leecher.announce(protocol.url(), request(torrent, 6882, 9, AnnounceEvent.STARTED));

    AnnounceReply.Accepted accepted = accepted(reply);
    assertThat(accepted.seeders()).isEqualTo(1);
    assertThat(accepted.leechers()).isEqualTo(1);
    assertThat(accepted.peers()).contains(peer("127.0.0.2", 6881));
    assertThat(accepted.intervalNanos()).isGreaterThan(60_000_000_000L);
  }

  @ParameterizedTest
  @EnumSource
  void peerThatStoppedIsForgotten(Protocol protocol) throws Exception {
    InfoHash torrent = torrents.remove();
    Trackers one = clientAt("127.0.0.2");
    Trackers other = clientAt("127.0.0.3");
    one.announce(protocol.url(), request(torrent, 6881, 9, AnnounceEvent.STARTED));

    one.announce(protocol.url(), request(torrent, 6881, 9, AnnounceEvent.STOPPED));

    AnnounceReply reply =
        other.announce(protocol.url(), request(torrent, 6882, 9, AnnounceEvent.STARTED));
    assertThat(accepted(reply).peers()).doesNotContain(peer("127.0.0.2", 6881));
  }

  @ParameterizedTest
  @EnumSource
  void scrapeCountsPeersAndCompletions(Protocol protocol) throws Exception {
    InfoHash torrent = torrents.remove();
    Trackers one = clientAt("127.0.0.2");
    Trackers other = clientAt("127.0.0.3");
    one.announce(protocol.url(), request(torrent, 6881, 9, AnnounceEvent.STARTED));
    one.announce(protocol.url(), request(torrent, 6881, 0, AnnounceEvent.COMPLETED));
    other.announce(protocol.url(), request(torrent, 6882, 9, AnnounceEvent.STARTED));

    ScrapeReply reply = one.scrape(protocol.url(), List.of(torrent));

    assertThat(reply).isInstanceOf(ScrapeReply.Accepted.class);
    assertThat(((ScrapeReply.Accepted) reply).torrents())
        .containsEntry(torrent, new ScrapeReply.Counts(1, 1, 1));
  }

  @Test
  void bothProtocolsReachTheSameSwarm() throws Exception {
    InfoHash torrent = torrents.remove();
    Trackers one = clientAt("127.0.0.2");
    Trackers other = clientAt("127.0.0.3");

    one.announce(opentracker.udp(), request(torrent, 6881, 0, AnnounceEvent.STARTED));
    AnnounceReply reply =
        other.announce(opentracker.http(), request(torrent, 6882, 9, AnnounceEvent.STARTED));

    assertThat(accepted(reply).peers()).contains(peer("127.0.0.2", 6881));
  }

  @ParameterizedTest
  @EnumSource
  void torrentThatIsNotServedFailsAtOnce(Protocol protocol) throws Exception {
    InfoHash unlisted = new InfoHash(1, 2, 3);

    AnnounceReply reply =
        clientAt("127.0.0.2")
            .announce(protocol.url(), request(unlisted, 6881, 9, AnnounceEvent.STARTED));

    assertThat(reply)
        .isEqualTo(
            protocol == Protocol.HTTP
                ? new AnnounceReply.Refused(
                    "Requested download is not authorized for use with this tracker.",
                    new AnnounceReply.Retry.Unsaid())
                : new AnnounceReply.Failed("the tracker's answer is cut short"));
  }

  private static Trackers clientAt(String address) throws IOException {
    return Trackers.overNetwork(
        Optional.of(InetAddress.getByName(address)),
        Optional.empty(),
        new SecureRandom(),
        "Sluice/test");
  }

  private static AnnounceRequest request(
      InfoHash torrent, int port, long leftBytes, AnnounceEvent event) {
    return new AnnounceRequest(
        torrent, PeerId.random(new Random(port)), port, 0, 0, leftBytes, event, 50, port);
  }

  private static AnnounceReply.Accepted accepted(AnnounceReply reply) {
    assertThat(reply).isInstanceOf(AnnounceReply.Accepted.class);
    return (AnnounceReply.Accepted) reply;
  }

  private static PeerAddress peer(String address, int port) throws IOException {
    return new PeerAddress(InetAddress.getByName(address), port);
  }
}
