package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.NotWantedException;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.model.InfoHash;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Magnet links through the whole engine, over sockets and on disk. */
class MagnetSessionIT {
  @TempDir private Path home;

  private final TestTorrent torrent = TestTorrent.random(1, 900_000, 32 * 1024);
  private final InfoHash infoHash = torrent.info().infoHash();
  private Path theirs = Path.of("");
  private Path ours = Path.of("");

  @BeforeEach
  void choosePlaces() {
    theirs = home.resolve("theirs");
    ours = home.resolve("ours");
  }

  private AddMagnet request(SessionDesk desk) {
    return AddMagnet.of(MagnetLink.of(infoHash).withName("a link"), desk.downloads);
  }

  @Test
  void aLinkAndAPeerAreEnough() throws IOException, InterruptedException {
    try (SessionDesk seeder = SessionDesk.in(theirs);
        SessionDesk leecher = SessionDesk.in(ours)) {
      seeder.seed(torrent);

      leecher.session.add(request(leecher).withPeers(List.of(seeder.address())));
      assertThat(leecher.view(infoHash).name()).isEqualTo("a link");
      var end = leecher.session.awaitCompletion(infoHash);

      assertThat(end.orElseThrow().state()).isEqualTo(TorrentState.SEEDING);
      assertThat(end.get().name()).isEqualTo(torrent.info().name());
      leecher.assertHolds(torrent);
      assertThat(leecher.seen()).anyMatch(TorrentEvent.MetadataReceived.class::isInstance);
    }
  }

  @Test
  void theMetadataIsKeptForTheNextSession() throws IOException, InterruptedException {
    try (SessionDesk seeder = SessionDesk.in(theirs);
        SessionDesk leecher = SessionDesk.in(ours)) {
      seeder.seed(torrent);
      leecher.session.add(request(leecher).withPeers(List.of(seeder.address())));
      leecher.awaitCompleted();
    }
    assertThat(ours.resolve("state").resolve(infoHash + ".info"))
        .hasBinaryContent(torrent.infoBytes());

    try (SessionDesk again = SessionDesk.in(ours)) {
      again.session.add(request(again));
      again.awaitCompleted();
      again.assertHolds(torrent);
    }
  }

  @Test
  void whoWantsTheMetadataAloneGetsNoFile() {
    try (SessionDesk seeder = SessionDesk.in(theirs);
        SessionDesk leecher = SessionDesk.in(ours)) {
      seeder.seed(torrent);

      leecher.session.add(request(leecher).withPeers(List.of(seeder.address())).metadataOnly());
      leecher.awaitState(TorrentState.PAUSED);

      assertThat(leecher.session.metainfo(infoHash).orElseThrow().info()).isEqualTo(torrent.info());
      assertThat(leecher.downloads).doesNotExist();
    }
  }

  @Test
  void aTorrentThatIsNotWantedAfterAllFailsWithTheReason() {
    try (SessionDesk seeder = SessionDesk.in(theirs);
        SessionDesk leecher = SessionDesk.in(ours)) {
      seeder.seed(torrent);

      leecher.session.add(
          request(leecher)
              .withPeers(List.of(seeder.address()))
              .withFiles(info -> {
                throw new NotWantedException("too long");
              }));

      assertThat(leecher.await(TorrentEvent.Failed.class).problem()).isEqualTo("too long");
      assertThat(leecher.downloads).doesNotExist();
    }
  }

  @Test
  void aTorrentIsHereOnceUnderWhateverItWasAdded() {
    try (SessionDesk desk = SessionDesk.in(ours)) {
      desk.session.add(request(desk));

      assertThatThrownBy(() -> desk.session.add(desk.request(torrent)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> desk.session.add(request(desk)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aLinkThatIsRemovedLeavesNothing() {
    try (SessionDesk desk = SessionDesk.in(ours)) {
      desk.session.add(request(desk));

      desk.session.remove(infoHash);

      desk.await(TorrentEvent.Removed.class);
      assertThat(desk.session.torrents()).isEmpty();
      assertThat(desk.session.metainfo(infoHash)).isEmpty();
    }
  }
}
