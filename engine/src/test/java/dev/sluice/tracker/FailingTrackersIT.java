package dev.sluice.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a tracker fails, it says so in a line, and the next tier is asked at once. */
@Timeout(30)
class FailingTrackersIT {
  private static final URI NEXT = URI.create("http://127.0.0.1:1/announce");
  private static final long NOW = Long.MAX_VALUE - 5;

  private static final AnnounceRequest REQUEST =
      new AnnounceRequest(
          new InfoHash(1, 2, 3),
          PeerId.random(new Random(1)),
          6881,
          0,
          0,
          1,
          AnnounceEvent.STARTED,
          50,
          1);

  /** How a tracker fails. */
  private enum Kind {
    REFUSES_THE_CONNECTION,
    HANGS_UP,
    SAYS_WHY,
    IS_NO_TRACKER,
    ANSWERS_GARBAGE,
    NESTS_WITHOUT_END,
    UNPACKS_TO_A_BOMB,
    NEVER_ENDS_ITS_HEADERS,
    REDIRECTS_IN_A_CIRCLE,
    REDIRECTS_TO_A_FILE;

    void answer(OutputStream out, URI self) throws IOException {
      switch (this) {
        case REFUSES_THE_CONNECTION -> throw new AssertionError("nobody listens");
        case HANGS_UP -> {}
        case SAYS_WHY -> ok(out, "d14:failure reason15:not registerede");
        case IS_NO_TRACKER -> write(out, "HTTP/1.0 404 No\r\n\r\nnothing here");
        case ANSWERS_GARBAGE -> ok(out, "<html>welcome</html>");
        case NESTS_WITHOUT_END -> ok(out, "l".repeat(500_000));
        case UNPACKS_TO_A_BOMB -> bomb(out);
        case NEVER_ENDS_ITS_HEADERS -> {
          write(out, "HTTP/1.0 200 OK\r\n");
          while (true) {
            write(out, "X-More: and more\r\n");
          }
        }
        case REDIRECTS_IN_A_CIRCLE ->
            write(out, "HTTP/1.0 302 Found\r\nLocation: " + self + "\r\n\r\n");
        case REDIRECTS_TO_A_FILE ->
            write(out, "HTTP/1.0 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n");
      }
    }

    private static void bomb(OutputStream out) throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        for (int i = 0; i < 64; i++) {
          gzip.write(new byte[1 << 20]);
        }
      }
      write(out, "HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
      out.write(packed.toByteArray());
    }

    private static void ok(OutputStream out, String body) throws IOException {
      write(out, "HTTP/1.0 200 OK\r\n\r\n" + body);
    }

    private static void write(OutputStream out, String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextTierIsAskedAtOnce(Kind kind) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/announce");
      if (kind == Kind.REFUSES_THE_CONNECTION) {
        listener.close();
      } else {
        Thread.ofVirtual().start(() -> serve(listener, kind, url));
      }
      TrackerTiers tiers = new TrackerTiers(List.of(List.of(url), List.of(NEXT)), new Random(1));
      tiers.onStarted(NOW);
      assertThat(tiers.next(NOW)).contains(new TrackerDue(url, AnnounceEvent.STARTED));

      AnnounceReply reply = trackers().announce(url, REQUEST);
      tiers.onReply(url, reply, NOW);

      assertThat(reply).isNotInstanceOf(AnnounceReply.Accepted.class);
      assertThat(reply.message()).isNotBlank().doesNotContain("\n", "Exception");
      assertThat(tiers.next(NOW)).contains(new TrackerDue(NEXT, AnnounceEvent.STARTED));
      TrackerStatus status = tiers.statuses(NOW).get(0);
      assertThat(status.state()).isEqualTo(TrackerStatus.State.FAILING);
      assertThat(status.message()).isEqualTo(reply.message());
      assertThat(status.nextAnnounceInNanos()).isGreaterThan(10_000_000_000L);
    }
  }

  private static Trackers trackers() {
    return Trackers.overNetwork(
        Optional.of(InetAddress.getLoopbackAddress()),
        Optional.empty(),
        new SecureRandom(),
        "Sluice/test");
  }

  private static void serve(ServerSocket listener, Kind kind, URI url) {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        int unused = client.getInputStream().read(new byte[4096]);
        kind.answer(client.getOutputStream(), url);
      } catch (IOException e) {
        // The client has seen enough, or the test is over.
      }
    }
  }
}
