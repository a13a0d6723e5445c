package dev.sluice.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.AddTorrent;
import dev.sluice.api.RateLimits;
import dev.sluice.metainfo.MetainfoParser;
import dev.sluice.model.InfoHash;
import dev.sluice.session.Session;
import dev.sluice.session.SessionSettings;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app on the loopback: a seeder that is slow at first, and a phone that has little time. */
@Timeout(60)
class MobileClientIT {
  private static final int PIECE_BYTES = 32 << 10;
  private static final byte[] CONTENT = new byte[12 << 20];
  private static final long SLOW = 1 << 20;

  static {
    new Random(7).nextBytes(CONTENT);
  }

  @TempDir private Path folder;
  private final Diary diary = new Diary();
  private Session seeder;
  private InfoHash torrent;
  private MobileClient phone;

  @BeforeEach
  void start() throws Exception {
    byte[] torrentFile = torrentFile();
    Path seeded = Files.createDirectory(folder.resolve("seeded"));
    Files.write(seeded.resolve("film"), CONTENT);
    seeder =
        Session.start(
            SessionSettings.in(folder.resolve("seeder"))
                .withBindAddress(InetAddress.getLoopbackAddress())
                .withPort(0)
                .withLimits(new RateLimits(RateLimits.UNLIMITED, SLOW)));
    torrent = seeder.add(AddTorrent.of(MetainfoParser.parse(torrentFile), seeded));
    await().until(() -> seeder.torrent(torrent).orElseThrow().isComplete());
    phone = new MobileClient(options(), diary);
  }

  private MobileOptions options() {
    String state = folder.resolve("state").toString();
    MobileOptions options = new MobileOptions(state, folder.resolve("downloads").toString());
    options.bindAddress("127.0.0.1");
    options.port(0);
    options.usesDht(false);
    options.usesLocalNetwork(false);
    return options;
  }

  @AfterEach
  void end() {
    phone.stop();
    await().until(phone::isStopped);
    seeder.close();
  }

  private static byte[] torrentFile() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int pieces = CONTENT.length / PIECE_BYTES;
    String head =
        "d4:infod6:lengthi%de4:name4:film12:piece lengthi%de6:pieces%d:"
            .formatted(CONTENT.length, PIECE_BYTES, 20 * pieces);
    file.write(head.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < pieces; i++) {
      byte[] piece = Arrays.copyOfRange(CONTENT, i * PIECE_BYTES, (i + 1) * PIECE_BYTES);
      file.write(MessageDigest.getInstance("SHA-1").digest(piece));
    }
    file.write("ee".getBytes(StandardCharsets.US_ASCII));
    return file.toByteArray();
  }

  private String magnet() {
    int port = seeder.listening().port().orElseThrow();
    return "magnet:?xt=urn:btih:" + torrent.toHex() + "&x.pe=127.0.0.1:" + port;
  }

  @Test
  void isSavedAndQuietWhenTheTimeIsUpAndLaterGoesOnWithoutACheck() {
    phone.addMagnet(magnet());
    long beganNanos = System.nanoTime();
    phone.runFor(6);

    await().atMost(Duration.ofSeconds(20)).until(() -> diary.quietCount.get() == 1);
    assertThat(System.nanoTime() - beganNanos).isLessThan(Duration.ofSeconds(6).toNanos());
    await().until(() -> seeder.torrent(torrent).orElseThrow().peers().isEmpty());
    long sentBytes = seeder.torrent(torrent).orElseThrow().uploadedBytes();
    assertThat(diary.statuses.getLast().doneBytes()).isPositive().isLessThan(CONTENT.length);
    assertThat(diary.finished).isEmpty();
    int calls = diary.threads.size();

    seeder.limit(RateLimits.NONE);
    diary.states.clear();
    assertThat(diary.threads).hasSize(calls);
    phone.runFor(30);

    await().until(() -> diary.finished.contains(torrent.toHex()));
    assertThat(diary.states).contains("SEEDING").doesNotContain("CHECKING");
    assertThat(folder.resolve("downloads").resolve("film")).hasBinaryContent(CONTENT);
    long againBytes = seeder.torrent(torrent).orElseThrow().uploadedBytes() - sentBytes;
    assertThat(againBytes).isLessThan(CONTENT.length - sentBytes / 2);
    assertThat(diary.threads).containsOnly("sluice-mobile");
    assertThat(diary.errors).isEmpty();
  }

  @Test
  void pausesInANetworkThatCostsMoneyAndGoesOnInAFreeOne() {
    phone.network(NetworkKind.METERED);
    phone.start();
    phone.addMagnet(magnet());
    await().until(() -> diary.states.contains("PAUSED"));

    seeder.limit(RateLimits.NONE);
    phone.network(NetworkKind.UNMETERED);

    await().until(() -> diary.finished.contains(torrent.toHex()));
  }

  @Test
  void saysNothingAfterStop() {
    phone.start();
    phone.addMagnet(magnet());
    await().until(() -> diary.states.contains("DOWNLOADING"));

    phone.stop();
    await().until(phone::isStopped);
    int calls = diary.threads.size();
    phone.addMagnet("no link at all");
    phone.start();

    await().during(Duration.ofMillis(500)).until(() -> diary.threads.size() == calls);
    await().until(() -> seeder.torrent(torrent).orElseThrow().peers().isEmpty());
  }

  @Test
  void downloadsIntoAFolderThatOnlyTheAppCanOpen() throws Exception {
    seeder.limit(RateLimits.NONE);
    MobileOptions options = options();
    Path tree = Files.createDirectory(folder.resolve("tree"));
    try (GrantedFolder granted = new GrantedFolder(tree)) {
      options.documents(granted);
      MobileClient other = new MobileClient(options, diary);
      other.addMagnet(magnet());
      other.start();

      await().until(() -> diary.finished.contains(torrent.toHex()));
      other.stop();
      await().until(other::isStopped);
    }

    assertThat(tree.resolve("film")).hasBinaryContent(CONTENT);
    assertThat(folder.resolve("downloads")).doesNotExist();
  }

  @Test
  void doesNotWaitForATrackerThatNeverAnswersWhenItIsToStop() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      phone.start();
      phone.addMagnet(magnet() + "&tr=http://127.0.0.1:" + silent.getLocalPort() + "/announce");
      await().until(() -> diary.states.contains("DOWNLOADING"));

      phone.stop();

      // Trackers have 1.5 seconds elsewhere, and half a second on a phone.
      await().atMost(Duration.ofMillis(1400)).until(phone::isStopped);
    }
  }

  @Test
  void isHeldUpByNoListener() {
    CountDownLatch never = new CountDownLatch(1);
    MobileClient other = new MobileClient(options(), new StuckListener(never));
    other.addMagnet(magnet());
    other.start();
    await().until(() -> !seeder.torrent(torrent).orElseThrow().peers().isEmpty());

    other.stop();

    await().until(other::isStopped);
    never.countDown();
  }

  @Test
  void tellsOfAnOrderThatIsNone() {
    assertThat(phone.addMagnet("no link at all")).isEmpty();
    assertThat(phone.addTorrent(new byte[] {1, 2, 3})).isEmpty();

    await().until(() -> diary.errors.size() == 2);
  }
}
