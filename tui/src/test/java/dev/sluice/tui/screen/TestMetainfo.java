package dev.sluice.tui.screen;

import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.InfoOptions;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.NewFile;
import dev.sluice.metainfo.TorrentCreator;
import java.util.Arrays;
import java.util.List;

/** Torrents whose pieces are nobody's. */
final class TestMetainfo {
  private static final int DIGEST_BYTES = 20;

  private TestMetainfo() {}

  /** Returns a torrent with files of 1,000 bytes each. */
  static Metainfo folder(String name, String... paths) {
    List<NewFile> files =
        Arrays.stream(paths).map(path -> new NewFile(List.of(path.split("/")), 1000)).toList();
    try {
      TorrentCreator creator = TorrentCreator.ofFolder(name, files, InfoOptions.DEFAULT);
      Info info = creator.info(new byte[creator.geometry().pieceCount() * DIGEST_BYTES]);
      return Metainfo.of(info, MagnetLink.of(info.infoHash()));
    } catch (MetainfoException e) {
      throw new AssertionError(e);
    }
  }
}
