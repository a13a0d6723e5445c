package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.testkit.TestTorrent;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddMagnetTest {
  private static final Info FOUR_FILES =
      TestTorrent.folder("four")
          .file("0", new byte[1])
          .file("1", new byte[1])
          .file("2", new byte[1])
          .file("3", new byte[1])
          .build()
          .info();

  private static int[] selectedBy(String parameters) throws MetainfoException, NotWantedException {
    MagnetLink link = MagnetLink.parse("magnet:?xt=urn:btih:" + FOUR_FILES.infoHash() + parameters);
    Predicate<Integer> files = AddMagnet.of(link, Path.of("x")).files().of(FOUR_FILES);
    return IntStream.range(0, 4).filter(files::test).toArray();
  }

  @Test
  void wantsAllFilesOfALinkThatSelectsNone() throws Exception {
    assertThat(selectedBy("")).containsExactly(0, 1, 2, 3);
  }

  @Test
  void wantsTheFilesThatALinkSelects() throws Exception {
    assertThat(selectedBy("&so=0,2-3")).containsExactly(0, 2, 3);
  }

  @Test
  void ignoresIndicesBeyondTheLastFile() throws Exception {
    assertThat(selectedBy("&so=3-99,200")).containsExactly(3);
  }

  @Test
  void wantsAllFilesWhenNoneOfTheSelectedIsThere() throws Exception {
    assertThat(selectedBy("&so=4,9")).containsExactly(0, 1, 2, 3);
  }
}
