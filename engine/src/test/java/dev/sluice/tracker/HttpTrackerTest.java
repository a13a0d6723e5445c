package dev.sluice.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.transport.http.HttpClient;
import dev.sluice.transport.http.HttpException;
import dev.sluice.transport.http.HttpPolicy;
import dev.sluice.transport.http.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTrackerTest {
  private static final URI TRACKER = URI.create("http://tracker.example/announce?passkey=s3cret");
  private static final InfoHash TORRENT =
      InfoHash.parseHex("123456789abcdef123456789abcdef123456789a");

  private final FakeHttp http = new FakeHttp();
  private final HttpTracker tracker = new HttpTracker(http, new TrackerPolicy());

  private static AnnounceRequest request(AnnounceEvent event) {
    return new AnnounceRequest(
        TORRENT,
        PeerId.of("-SL0100-~._!*\0\n %&+=".getBytes(StandardCharsets.US_ASCII)),
        6881,
        1,
        2,
        3,
        event,
        50,
        0xABCDEF);
  }

  private AnnounceReply announce() throws InterruptedException {
    return tracker.announce(TRACKER, request(AnnounceEvent.NONE));
  }

  private AnnounceReply.Accepted accepted(String body) throws InterruptedException {
    http.answer(200, body);
    AnnounceReply reply = announce();
    assertThat(reply).isInstanceOf(AnnounceReply.Accepted.class);
    return (AnnounceReply.Accepted) reply;
  }

  private static PeerAddress peer(String ip, int port) throws IOException {
    return new PeerAddress(InetAddress.getByName(ip), port);
  }

  @Test
  void queryIsExactAndStandsBehindTheTrackersOwn() throws Exception {
    http.answer(200, "de");

    tracker.announce(TRACKER, request(AnnounceEvent.STARTED));

    assertThat(http.asked.get(0))
        .hasToString(
            "http://tracker.example/announce?passkey=s3cret"
                + "&info_hash=%124Vx%9A%BC%DE%F1%23Eg%89%AB%CD%EF%124Vx%9A"
                + "&peer_id=-SL0100-~._%21%2A%00%0A%20%25%26%2B%3D"
                + "&port=6881&uploaded=1&downloaded=2&left=3&compact=1&no_peer_id=1"
                + "&key=00ABCDEF&numwant=50&event=started");
  }

  @Test
  void regularAnnounceNamesNoEvent() throws Exception {
    http.answer(200, "de");

    announce();

    assertThat(http.asked.get(0).getRawQuery()).doesNotContain("event=").doesNotContain("ip=");
  }

  @Test
  void leavingAsksForNoPeers() throws Exception {
    http.answer(200, "de");

    tracker.announce(TRACKER, request(AnnounceEvent.STOPPED));

    assertThat(http.asked.get(0).getRawQuery()).contains("&numwant=0&event=stopped");
  }

  @Test
  void trackerIdIsSentBackUntilWeLeave() throws Exception {
    http.answer(200, "d10:tracker id3:a&\u00ffe");
    http.answer(200, "de"); // keeps silent: the old one stays
    http.answer(200, "de");
    http.answer(200, "de");

    announce();
    announce();
    tracker.announce(TRACKER, request(AnnounceEvent.STOPPED));
    announce();

    assertThat(http.asked.get(0).getRawQuery()).doesNotContain("trackerid");
    assertThat(http.asked.get(1).getRawQuery()).endsWith("&trackerid=a%26%FF");
    assertThat(http.asked.get(2).getRawQuery()).endsWith("&trackerid=a%26%FF");
    assertThat(http.asked.get(3).getRawQuery()).doesNotContain("trackerid");
  }

  @Test
  void compactPeersOfBothFamiliesAreRead() throws Exception {
    AnnounceReply.Accepted reply =
        accepted(
            "d8:completei5e10:incompletei7e8:intervali900e12:min intervali300e"
                + "5:peers12:\u00c0\0\2\7\u001a\u00e1\u00c0\0\2\u0008\0\0"
                + "6:peers618:\u0020\1\r\u00b8\0\0\0\0\0\0\0\0\0\0\0\t\u001a\u00e1e");

    assertThat(reply.peers()).containsExactly(peer("192.0.2.7", 6881), peer("2001:db8::9", 6881));
    assertThat(reply.seeders()).isEqualTo(5);
    assertThat(reply.leechers()).isEqualTo(7);
    assertThat(reply.intervalNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(900));
    assertThat(reply.minIntervalNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(300));
  }

  @Test
  void peersAsDictionariesAreReadAndNamesAreNotLookedUp() throws Exception {
    AnnounceReply.Accepted reply =
        accepted(
            "d5:peersl"
                + "d2:ip9:192.0.2.74:porti6881ee"
                + "d2:ip11:2001:db8::94:porti1ee"
                + "d2:ip14:victim.example4:porti80ee"
                + "d2:ip9:192.0.2.84:porti70000ee"
                + "d2:ip9:192.0.2.84:porti-1ee"
                + "d2:ip9:192.0.2.8e"
                + "i7ee"
                + "e");

    assertThat(reply.peers()).containsExactly(peer("192.0.2.7", 6881), peer("2001:db8::9", 1));
  }

  @ParameterizedTest
  @CsvSource({"0,60", "-5,60", "9223372036854775807,86400", "1800,1800"})
  void intervalStaysWithinReason(long told, long taken) throws Exception {
    AnnounceReply.Accepted reply =
        accepted("d8:intervali" + told + "e12:min intervali" + told + "ee");

    assertThat(reply.intervalNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(taken));
    assertThat(reply.minIntervalNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(taken));
  }

  @Test
  void missingPartsHaveDefaults() throws Exception {
    AnnounceReply.Accepted reply = accepted("d5:peers0:e");

    assertThat(reply)
        .isEqualTo(
            new AnnounceReply.Accepted(
                TimeUnit.MINUTES.toNanos(30),
                TimeUnit.MINUTES.toNanos(1),
                AnnounceReply.UNKNOWN,
                AnnounceReply.UNKNOWN,
                List.of(),
                "",
                Optional.empty()));
  }

  @Test
  void numberOfPeersIsBounded() throws Exception {
    StringBuilder peers = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      peers
          .append('\12')
          .append('\0')
          .append((char) (i >> 8))
          .append((char) (i & 0xff))
          .append("\1\1");
    }

    AnnounceReply.Accepted reply = accepted("d5:peers30000:" + peers + "e");

    assertThat(reply.peers()).hasSize(AnnounceReply.Accepted.MAX_PEERS).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4:\u00c6\u00336\7", "12:198.51.54.07"})
  void externalAddressIsReadRawOrAsText(String value) throws Exception {
    assertThat(accepted("d11:external ip" + value + "e").externalAddress())
        .contains(InetAddress.getByAddress(new byte[] {(byte) 198, 51, 54, 7}));
  }

  @Test
  void warningIsShownWithoutTricks() throws Exception {
    assertThat(accepted("d15:warning message9:a\u001b[31mb\nce").warning()).isEqualTo("a[31mb c");
  }

  @Test
  void bytesBehindTheAnswerAreForgiven() throws Exception {
    assertThat(accepted("d8:completei5ee\r\n<script>").seeders()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          d14:failure reason2:noe                      | Unsaid[]
          d14:failure reason2:no8:retry ini10ee        | After[nanos=600000000000]
          d14:failure reason2:no8:retry in2:10e        | After[nanos=600000000000]
          d14:failure reason2:no8:retry ini-3ee        | After[nanos=60000000000]
          d14:failure reason2:no8:retry in5:nevere     | Never[]
          d14:failure reason2:no8:retry in5:maybee     | Unsaid[]
          """)
  void refusalSaysWhenToComeBack(String body, String retry) throws Exception {
    http.answer(200, body);

    AnnounceReply reply = announce();

    assertThat(reply).isInstanceOf(AnnounceReply.Refused.class);
    assertThat(((AnnounceReply.Refused) reply).reason()).isEqualTo("no");
    assertThat(((AnnounceReply.Refused) reply).retry()).hasToString(retry);
  }

  @Test
  void refusalUnderAnErrorStatusIsHeard() throws Exception {
    http.answer(400, "d14:failure reason2:noe");

    assertThat(announce()).isInstanceOf(AnnounceReply.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          503 | <html>busy</html>   | the tracker answered with HTTP status 503
          404 | d8:completei5ee     | the tracker answered with HTTP status 404
          200 | <html>hello</html>  | the tracker's answer is garbled: byte 0
          200 | i5e                 | the tracker's answer is garbled: byte 0
          200 | d5:peers99999:abce  | the tracker's answer is garbled: byte
          200 | ''                  | the tracker's answer is garbled: byte 0
          """)
  void anythingElseIsAFailure(int status, String body, String cause) throws Exception {
    http.answer(status, body);

    AnnounceReply reply = announce();

    assertThat(reply).isInstanceOf(AnnounceReply.Failed.class);
    assertThat(((AnnounceReply.Failed) reply).cause()).startsWith(cause);
  }

  @Test
  void deeplyNestedAnswerIsAFailure() throws Exception {
    http.answer(200, "l".repeat(100_000));

    assertThat(announce()).isInstanceOf(AnnounceReply.Failed.class);
  }

  @Test
  void scrapeUrlFollowsTheConvention() throws Exception {
    http.answer(200, "d5:filesdee");

    tracker.scrape(
        URI.create("https://t.example/x/announce.php?k=1"), List.of(new InfoHash(0, 0, 0)));

    assertThat(http.asked.get(0))
        .hasToString("https://t.example/x/scrape.php?k=1&info_hash=" + "%00".repeat(20));
  }

  @Test
  void trackerWithoutTheConventionIsNotScraped() throws Exception {
    ScrapeReply reply = tracker.scrape(URI.create("http://t.example/a"), List.of(TORRENT));

    assertThat(reply).isInstanceOf(ScrapeReply.Failed.class);
    assertThat(http.asked).isEmpty();
  }

  @Test
  void scrapeKeepsOnlyWhatWasAskedFor() throws Exception {
    InfoHash asked = InfoHash.of("aaaaaaaaaaaaaaaaaaaa".getBytes(StandardCharsets.US_ASCII));
    String counts = "d8:completei1e10:downloadedi2e10:incompletei3ee";
    http.answer(
        200,
        "d5:filesd20:aaaaaaaaaaaaaaaaaaaa" + counts + "20:bbbbbbbbbbbbbbbbbbbb" + counts + "ee");

    ScrapeReply reply = tracker.scrape(TRACKER, List.of(asked, TORRENT));

    assertThat(reply)
        .isEqualTo(new ScrapeReply.Accepted(Map.of(asked, new ScrapeReply.Counts(1, 2, 3))));
  }

  /** Gives prepared answers in turn and remembers what it was asked for. */
  private static final class FakeHttp implements HttpClient {
    private final List<URI> asked = new ArrayList<>();
    private final List<HttpResponse> answers = new ArrayList<>();

    /** The characters of {@code body} are its bytes. */
    void answer(int status, String body) {
      byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
      answers.add(new HttpResponse(status, Map.of(), bytes));
    }

    @Override
    public HttpResponse get(URI uri, HttpPolicy policy) throws IOException {
      asked.add(uri);
      if (answers.isEmpty()) {
        throw new HttpException("no answer was prepared");
      }
      return answers.remove(0);
    }
  }
}
