package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.model.InfoHash;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole sessions in this process that speak with each other over the loopback. */
@Timeout(90)
class SessionIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** A torrent that takes half a minute at {@link #SLOW}: long enough to do something meanwhile. */
  private static final TestTorrent LARGE = TestTorrent.random(1, 8 * MIB + 5, 64 * KIB);

  private static final long SLOW = 256 * KIB;
  private static final long UNLIMITED = Long.MAX_VALUE;

  @TempDir private Path folder;

  private final List<SessionDesk> desks = new ArrayList<>();

  @AfterEach
  void closeSessions() {
    desks.forEach(SessionDesk::close);
  }

  private SessionDesk start(String name) {
    return start(name, settings -> settings);
  }

  private SessionDesk start(String name, UnaryOperator<SessionSettings> changes) {
    SessionDesk desk = SessionDesk.in(folder.resolve(name), changes);
    desks.add(desk);
    return desk;
  }

  @ParameterizedTest(name = "pieces of {0} bytes")
  @ValueSource(ints = {16 * KIB, 48 * KIB, 4 * MIB})
  void transfersASingleFile(int pieceBytes) throws IOException {
    TestTorrent torrent = TestTorrent.random(7, 9 * MIB + 12_345, pieceBytes);
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(torrent);

    leecher.fetch(torrent, seeder.address());

    leecher.awaitCompleted();
    leecher.assertHolds(torrent);
  }

  @Test
  void transfersAFolderWithEmptyFilesAndPadding() throws IOException {
    TestTorrent torrent =
        TestTorrent.folder("album")
            .pieceBytes(32 * KIB)
            .file("empty", new byte[0])
            .file("cd1/a.flac", TestTorrent.randomBytes(1, 100_000))
            .padding()
            .file("cd1/b.flac", TestTorrent.randomBytes(2, 32 * KIB))
            .file("cd2/deep/er/c.flac", TestTorrent.randomBytes(3, 1))
            .padding()
            .file("cover.jpg", TestTorrent.randomBytes(4, 200_001))
            .file("cd2/empty", new byte[0])
            .build();
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(torrent);

    leecher.fetch(torrent, seeder.address());

    leecher.awaitCompleted();
    leecher.assertHolds(torrent);
  }

  @Test
  void completesATorrentOfNothingButEmptyFiles() throws IOException {
    TestTorrent torrent =
        TestTorrent.folder("nothing").file("a", new byte[0]).file("b/c", new byte[0]).build();
    SessionDesk leecher = start("leecher");

    leecher.fetch(torrent);

    leecher.awaitCompleted();
    leecher.assertHolds(torrent);
  }

  @Test
  void transfersTwoTorrentsInBothDirectionsAtOnce() throws IOException {
    TestTorrent one = TestTorrent.random(1, 3 * MIB, 64 * KIB);
    TestTorrent other = TestTorrent.random(2, 3 * MIB, 32 * KIB);
    SessionDesk left = start("left");
    SessionDesk right = start("right");
    left.seed(one);
    right.seed(other);

    left.fetch(other, right.address());
    right.fetch(one, left.address());

    left.awaitCompleted();
    right.awaitCompleted();
    left.assertHolds(other);
    right.assertHolds(one);
  }

  @Test
  void givesAThirdWhatItHasItselfOnlyBegunToFetch() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    SessionDesk third = start("third");
    seeder.seed(LARGE);
    seeder.limit(UNLIMITED, SLOW);
    InfoHash torrent = leecher.fetch(LARGE, seeder.address());
    leecher.awaitPieces(3);

    third.fetch(LARGE, leecher.address());
    third.awaitPieces(3);
    seeder.limit(UNLIMITED, UNLIMITED);

    leecher.awaitCompleted();
    third.awaitCompleted();
    third.assertHolds(LARGE);
    long bytes = LARGE.content().length; // the third knows nobody else who could have given them
    SessionDesk.await("the upload", () -> leecher.view(torrent).uploadedBytes() >= bytes);
  }

  @Test
  void goesOnAfterAPauseInTheMiddle() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(LARGE);
    seeder.limit(UNLIMITED, SLOW);
    InfoHash torrent = leecher.fetch(LARGE, seeder.address());
    leecher.awaitPieces(3);

    leecher.session.pause(torrent);
    leecher.awaitState(TorrentState.PAUSED);
    assertThat(leecher.view(torrent).peers()).isEmpty();
    seeder.limit(UNLIMITED, UNLIMITED);
    leecher.session.resume(torrent);

    leecher.awaitCompleted();
    leecher.assertHolds(LARGE);
  }

  @Test
  void goesOnHoweverOftenItIsPaused() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(LARGE);
    seeder.limit(UNLIMITED, SLOW);
    InfoHash torrent = leecher.fetch(LARGE, seeder.address());
    leecher.awaitPieces(1);

    for (int i = 0; i < 50; i++) {
      leecher.session.pause(torrent);
      leecher.session.resume(torrent);
    }
    seeder.limit(UNLIMITED, UNLIMITED);

    leecher.awaitCompleted();
    leecher.assertHolds(LARGE);
  }

  @Test
  void findsAndFetchesAgainWhatWasDamagedOnDisk() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(LARGE);
    seeder.limit(UNLIMITED, SLOW);
    InfoHash torrent = leecher.fetch(LARGE, seeder.address());
    int damaged = leecher.await(TorrentEvent.PieceCompleted.class).pieceIndex();
    leecher.awaitPieces(2);
    leecher.session.pause(torrent);
    leecher.awaitState(TorrentState.PAUSED);

    damage(leecher, LARGE, damaged);
    leecher.session.resume(torrent);
    leecher.session.verify(torrent);
    seeder.limit(UNLIMITED, UNLIMITED);

    leecher.await(event ->
        event instanceof TorrentEvent.PieceCompleted(var hash, var piece) && piece == damaged);
    leecher.awaitCompleted();
    leecher.assertHolds(LARGE);
  }

  private static void damage(SessionDesk desk, TestTorrent torrent, int piece) throws IOException {
    Path file = desk.path(torrent.info().files().file(0));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(TestTorrent.randomBytes(99, 10));
      channel.write(bytes, torrent.info().geometry().pieceOffset(piece) + 5);
    }
  }

  @Test
  void forgetsARemovedTorrentAndLeavesItsFiles() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(LARGE);
    seeder.limit(UNLIMITED, SLOW);
    InfoHash torrent = leecher.fetch(LARGE, seeder.address());
    leecher.awaitPieces(3);

    leecher.session.remove(torrent);

    assertThat(leecher.session.torrent(torrent)).isEmpty();
    assertThat(leecher.session.torrents()).isEmpty();
    leecher.await(TorrentEvent.Removed.class);
    assertThat(leecher.path(LARGE.info().files().file(0))).exists();
  }

  @Test
  void addsARemovedTorrentAgainAndGoesOnWhereItWas() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(LARGE);
    seeder.limit(UNLIMITED, SLOW);
    InfoHash torrent = leecher.fetch(LARGE, seeder.address());
    leecher.awaitPieces(3);
    leecher.session.remove(torrent);
    leecher.await(TorrentEvent.Removed.class);

    seeder.limit(UNLIMITED, UNLIMITED);
    leecher.fetch(LARGE, seeder.address());

    leecher.awaitCompleted();
    leecher.assertHolds(LARGE);
    assertThat(leecher.view(torrent).downloadedBytes()).isLessThan(9 * MIB);
  }

  @Test
  void refusesATorrentThatIsHereAlready() {
    SessionDesk desk = start("desk");
    desk.seed(LARGE);

    assertThatThrownBy(() -> desk.session.add(desk.request(LARGE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already here")
        .hasMessageContaining(LARGE.metainfo().infoHash().toHex());
    assertThat(desk.session.torrents()).hasSize(1);
  }

  @Test
  void listensOnTheNextPortWhenTheOneWishedForIsTaken() {
    SessionDesk first = start("first");
    int taken = first.address().port();

    SessionDesk second = start("second", settings -> settings.withPort(taken));

    assertThat(second.address().port()).isBetween(taken + 1, taken + 9);
    assertThat(second.session.listening().note())
        .isEqualTo("port %d is taken, listening on %d", taken, second.address().port());
  }

  @Test
  void saysNothingAboutThePortWhenAnyWasGoodEnough() {
    assertThat(start("desk").session.listening().note()).isEmpty();
  }

  @Test
  void tellsThatASeededTorrentIsCompleteOnce() throws IOException {
    SessionDesk desk = start("desk");

    desk.seed(LARGE);
    desk.close();

    assertThat(desk.seen()).filteredOn(TorrentEvent.Completed.class::isInstance).hasSize(1);
    assertThat(desk.seen())
        .filteredOn(event ->
            event instanceof TorrentEvent.StateChanged(var torrent, var state)
                && state == TorrentState.SEEDING)
        .hasSize(1);
  }

  @Test
  void transfersOnVirtualThreads() throws IOException {
    UnaryOperator<SessionSettings> virtual =
        settings -> settings.withThreads(Thread.ofVirtual().factory());
    SessionDesk seeder = start("seeder", virtual);
    SessionDesk leecher = start("leecher", virtual);
    seeder.seed(LARGE);

    leecher.fetch(LARGE, seeder.address());

    leecher.awaitCompleted();
    leecher.assertHolds(LARGE);
  }

  @Test
  void refusesToAddWhenClosed() {
    SessionDesk desk = start("desk");
    desk.close();

    assertThatThrownBy(() -> desk.session.add(desk.request(LARGE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void keepsWhatItHadWhenClosedInTheMiddle() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(LARGE);
    seeder.limit(UNLIMITED, SLOW);
    leecher.fetch(LARGE, seeder.address());
    leecher.awaitPieces(5);
    leecher.close();

    SessionDesk again = start("leecher");
    seeder.limit(UNLIMITED, UNLIMITED);
    InfoHash torrent = again.fetch(LARGE, seeder.address());

    again.awaitCompleted();
    again.assertHolds(LARGE);
    assertThat(again.seen())
        .filteredOn(TorrentEvent.PieceCompleted.class::isInstance)
        .hasSizeLessThanOrEqualTo(LARGE.info().geometry().pieceCount() - 5);
    assertThat(again.view(torrent).state()).isEqualTo(TorrentState.SEEDING);
    assertThat(Files.size(again.path(LARGE.info().files().file(0)))).isEqualTo(8 * MIB + 5);
  }

  @Test
  void waitsForCompletionOnBehalfOfPrograms() throws Exception {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(LARGE);

    InfoHash torrent = leecher.fetch(LARGE, seeder.address());

    assertThat(leecher.session.awaitCompletion(torrent).orElseThrow().isComplete()).isTrue();
    leecher.assertHolds(LARGE);
  }

  @Test
  void waitsNoLongerForATorrentThatIsRemoved() throws Exception {
    SessionDesk leecher = start("leecher");
    InfoHash torrent = leecher.fetch(LARGE);
    leecher.awaitState(TorrentState.DOWNLOADING);

    leecher.session.remove(torrent);

    assertThat(leecher.session.awaitCompletion(torrent)).isEmpty();
  }

  @Test
  void waitsForATorrentThatFailsUntilItHas() throws Exception {
    SessionDesk leecher = start("leecher");
    Files.createDirectories(leecher.downloads.getParent());
    Files.writeString(leecher.downloads, "a file where a folder should be");

    InfoHash torrent = leecher.fetch(LARGE);

    assertThat(leecher.session.awaitCompletion(torrent).orElseThrow().problem()).isPresent();
  }
}
