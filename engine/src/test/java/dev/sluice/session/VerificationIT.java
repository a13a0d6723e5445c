package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.PieceSet;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class VerificationIT {
  private static final int PIECE = 16 * 1024;
  private static final TestTorrent TORRENT = TestTorrent.random(1, 10 * PIECE, PIECE);

  @TempDir private Path folder;

  private PieceSet check() throws IOException, InterruptedException {
    return Verification.check(TORRENT.info(), folder, checked -> {});
  }

  private void store(byte[] content) throws IOException {
    Files.write(folder.resolve(TORRENT.info().name()), content);
  }

  @Test
  void findsEveryPieceOfAGoodFile() throws Exception {
    store(TORRENT.content());

    assertThat(check().isFull()).isTrue();
  }

  @Test
  void missesWhatIsDamaged() throws Exception {
    byte[] content = TORRENT.content();
    content[3 * PIECE] ^= 1;
    store(content);

    PieceSet found = check();

    assertThat(found.size()).isEqualTo(9);
    assertThat(found.has(3)).isFalse();
  }

  @Test
  void missesWhatIsCutOff() throws Exception {
    store(TORRENT.content(0, 5 * PIECE + 1));

    assertThat(check().size()).isEqualTo(5);
  }

  @Test
  void findsNothingWhereNothingIsAndMakesNothing() throws Exception {
    assertThat(check().isEmpty()).isTrue();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void tellsNowAndThenHowFarItHasCome() throws Exception {
    int bytes = 32 << 20;
    TestTorrent large = TestTorrent.random(2, bytes, 256 * 1024);
    Files.write(folder.resolve(large.info().name()), large.content());
    List<Long> progress = Collections.synchronizedList(new ArrayList<>());

    Verification.check(large.info(), folder, progress::add);

    assertThat(progress).isNotEmpty().allMatch(checked -> checked > 0 && checked <= bytes);
  }

  @Test
  void saysWhichFileCannotBeRead() throws Exception {
    Files.createDirectory(folder.resolve(TORRENT.info().name()));

    assertThatThrownBy(this::check)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(TORRENT.info().name());
  }
}
