package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class TestTorrentTest {
  @Test
  void hashesEveryPieceOfItsContent() throws Exception {
    TestTorrent torrent =
        TestTorrent.folder("album")
            .pieceBytes(1000)
            .file("cd1/a", TestTorrent.randomBytes(1, 2500))
            .padding()
            .file("cd2/b", TestTorrent.randomBytes(2, 700))
            .file("empty", new byte[0])
            .build();

    assertThat(torrent.info().geometry().pieceCount()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(torrent.piece(i));
      assertThat(torrent.info().matches(i, digest)).isTrue();
    }
  }

  @Test
  void givesEachFileItsOwnBytes() {
    byte[] b = TestTorrent.randomBytes(2, 700);

    TestTorrent torrent =
        TestTorrent.folder("album").file("a", new byte[100]).padding().file("b", b).build();

    assertThat(torrent.file(2)).isEqualTo(b);
    assertThat(torrent.info().files().file(1).isPadding()).isTrue();
  }
}
