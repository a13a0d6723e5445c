package dev.sluice.metainfo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.FuzzCorpus;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetainfoFuzzTest {
  private static final Path FOLDER = Path.of("/downloads");

  static Stream<FuzzCorpus.Input> torrents() {
    return FuzzCorpus.of("metainfo");
  }

  static Stream<FuzzCorpus.Input> magnets() {
    return FuzzCorpus.of("magnet");
  }

  @ParameterizedTest
  @MethodSource("torrents")
  void answersEveryTorrentWithASoundOneOrANamedError(FuzzCorpus.Input input) {
    for (NameRules rules : NameRules.values()) {
      parseOrRefuse(input.bytes().clone(), rules);
      input.damaged(1, 300).forEach(bytes -> parseOrRefuse(bytes, rules));
    }
  }

  private static void parseOrRefuse(byte[] bytes, NameRules rules) {
    try {
      Metainfo metainfo = MetainfoParser.parse(bytes, rules);
      Info info = metainfo.info();
      assertThat(info.geometry().totalBytes()).isEqualTo(info.files().totalBytes());
      info.files().forEach(MetainfoFuzzTest::staysInTheFolder);
      assertThat(info.files().files().stream().filter(FileEntry::isStored).map(FileEntry::path))
          .doesNotHaveDuplicates();
      assertThat(MetainfoParser.parse(metainfo.encode(), rules).infoHash())
          .isEqualTo(metainfo.infoHash());
    } catch (MetainfoException e) {
      assertThat(e.getMessage()).matches("[ -~]+\\.");
    }
  }

  private static void staysInTheFolder(FileEntry file) {
    Path path = FOLDER;
    for (String element : file.path().elements()) {
      assertThat(path.resolve(element).normalize().getParent()).isEqualTo(path);
      path = path.resolve(element);
    }
  }

  @ParameterizedTest
  @MethodSource("magnets")
  void answersEveryMagnetLinkWithOneThatPrintsTheSameOrANamedError(FuzzCorpus.Input input) {
    readOrRefuse(input.bytes());
    input.damaged(1, 500).forEach(MetainfoFuzzTest::readOrRefuse);
  }

  private static void readOrRefuse(byte[] bytes) {
    try {
      MagnetLink link = MagnetLink.parse(new String(bytes, ISO_8859_1));
      assertThat(MagnetLink.parse(link.toString())).isEqualTo(link);
    } catch (MetainfoException e) {
      assertThat(e.getMessage()).matches("[ -~]+\\.");
    }
  }
}
