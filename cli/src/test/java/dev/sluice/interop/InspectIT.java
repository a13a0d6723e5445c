package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code show}, {@code verify} and {@code magnet} of torrents that others made. */
@Tag("interop")
final class InspectIT {
  private static final int KIB = 1024;
  private static final String ANNOUNCE = "http://127.0.0.1:6969/announce";
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir(factory = InteropFolder.class)
  Path work;

  /** Who wrote the torrent. */
  enum Maker {
    MKTORRENT,
    LIBTORRENT_V1,
    LIBTORRENT_HYBRID;

    private TorrentFile make(SampleData data, Path work) {
      return switch (this) {
        case MKTORRENT -> TorrentFile.byMktorrent(data, 32 * KIB, work, ANNOUNCE);
        case LIBTORRENT_V1 -> TorrentFile.byLibtorrent(data, 32 * KIB, work, ANNOUNCE);
        case LIBTORRENT_HYBRID ->
            TorrentFile.byLibtorrent(
                data, 32 * KIB, work, TorrentFile.Format.HYBRID, List.of(ANNOUNCE));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsNameHashAndTracker(Maker maker) {
    TorrentFile torrent = maker.make(tree(), work);

    run("show", torrent.path().toString())
        .assertCode(0)
        .assertNoStackTrace()
        .assertSays("odd tree", torrent.infoHash(), ANNOUNCE);
  }

  @ParameterizedTest
  @EnumSource
  void writesTheMagnetLinkThatNamesTheSameTorrent(Maker maker) {
    TorrentFile torrent = maker.make(tree(), work);

    run("magnet", torrent.path().toString())
        .assertCode(0)
        .assertSays("magnet:?", "xt=urn:btih:" + torrent.infoHash(), "dn=odd");
  }

  @ParameterizedTest
  @EnumSource
  void verifiesWhatIsComplete(Maker maker) {
    TorrentFile torrent = maker.make(tree(), work);

    verify(torrent, torrent.data()).assertCode(0).assertNoStackTrace();
  }

  @Test
  void findsOneTurnedBit() {
    TorrentFile torrent = Maker.MKTORRENT.make(tree(), work);
    SampleData copy = torrent.data().copyTo(work.resolve("copy"));
    BitExact.flip(copy.root().resolve("it's 22.bin"), 0);

    verify(torrent, copy).assertCode(3).assertNoStackTrace();
  }

  @Test
  void findsThatNothingIsThere() {
    TorrentFile torrent = Maker.MKTORRENT.make(tree(), work);

    verify(torrent, new SampleData(work.resolve("nowhere"), "odd tree")).assertCode(3);

    assertThat(work.resolve("nowhere/odd tree")).doesNotExist();
  }

  private SampleData tree() {
    return SampleData.tree(work.resolve("data"), "odd tree", 30, 71);
  }

  private SluiceProcess.Outcome verify(TorrentFile torrent, SampleData copy) {
    return run("verify", torrent.path().toString(), "-d", copy.parent().toString());
  }

  private SluiceProcess.Outcome run(String... arguments) {
    return SluiceProcess.run(work, DEADLINE, arguments);
  }
}
