package dev.sluice.tui.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.FilePriority;
import dev.sluice.api.RateLimits;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.model.InfoHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedTorrentsTest {
  private static final InfoHash FIRST = new InfoHash(9, 9, 9);
  private static final InfoHash SECOND = new InfoHash(1, 1, 1);

  @TempDir private Path folder;

  private void save(InfoHash torrent, String name, long second) throws IOException {
    try (SavedTorrents saved = SavedTorrents.open(folder)) {
      MagnetLink link = MagnetLink.of(torrent).withName(name);
      saved.add(AddMagnet.of(link, Path.of("/srv/a = b")), Instant.ofEpochSecond(second));
    }
  }

  private List<SavedTorrent> load() throws IOException {
    try (SavedTorrents saved = SavedTorrents.open(folder)) {
      return saved.all();
    }
  }

  @Test
  void keepsTorrentsInTheOrderTheyWereAdded() throws IOException {
    save(SECOND, "zwei: = ö水", 2);
    save(FIRST, "", 1);

    List<SavedTorrent> loaded = load();

    assertThat(loaded).extracting(SavedTorrent::infoHash).containsExactly(FIRST, SECOND);
    assertThat(loaded).extracting(SavedTorrent::name).containsExactly(FIRST.toHex(), "zwei: = ö水");
    assertThat(loaded.getFirst().directory()).isEqualTo(Path.of("/srv/a = b"));
    assertThat(loaded.getLast().source()).startsWith("magnet:?xt=urn:btih:" + SECOND.toHex());
  }

  @Test
  void keepsWhatIsChanged() throws IOException {
    save(FIRST, "film", 1);
    try (SavedTorrents saved = SavedTorrents.open(folder)) {
      saved.change(
          FIRST,
          torrent ->
              torrent
                  .paused(true)
                  .limited(new RateLimits(5, 7))
                  .wanting(List.of(3, 0), FilePriority.SKIP)
                  .wanting(List.of(0), FilePriority.NORMAL));
    }

    assertThat(load().getFirst().isPaused()).isTrue();
    assertThat(load().getFirst().limits()).isEqualTo(new RateLimits(5, 7));
    assertThat(load().getFirst().priorities()).isEqualTo(Map.of(3, FilePriority.SKIP));
  }

  @Test
  void forgetsWhatIsRemoved() throws IOException {
    save(FIRST, "film", 1);
    try (SavedTorrents saved = SavedTorrents.open(folder)) {
      saved.remove(FIRST);
    }

    assertThat(load()).isEmpty();
  }

  @Test
  void leavesADamagedEntryAlone() throws IOException {
    save(FIRST, "film", 1);
    Path damaged = folder.resolve("x.session");
    Files.writeString(damaged, "info-hash=12");

    assertThat(load()).hasSize(1);
    assertThat(damaged).exists();
  }

  @Test
  void hasTheFolderForItselfAlone() throws IOException {
    try (SavedTorrents saved = SavedTorrents.open(folder)) {
      assertThatThrownBy(() -> SavedTorrents.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another sluice");
      assertThat(saved.all()).isEmpty();
    }
  }
}
