package dev.sluice.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** A torrent is sound, stays in its folder and means the same when it is written again. */
public final class MetainfoFuzz {
  private static final Path FOLDER = Path.of("/downloads");

  private MetainfoFuzz() {}

  /** Parses under every rule for names. */
  public static void fuzzerTestOneInput(byte[] input) {
    for (NameRules rules : NameRules.values()) {
      parseOrRefuse(input.clone(), rules);
    }
  }

  static void parseOrRefuse(byte[] bytes, NameRules rules) {
    try {
      Metainfo metainfo = MetainfoParser.parse(bytes, rules);
      Info info = metainfo.info();
      assertThat(info.geometry().totalBytes()).isEqualTo(info.files().totalBytes());
      info.files().forEach(MetainfoFuzz::staysInTheFolder);
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
}
