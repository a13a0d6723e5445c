package dev.sluice.metainfo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A magnet link is refused by name, or prints as one that means the same. */
public final class MagnetFuzz {
  private MagnetFuzz() {}

  /** Parses as Latin-1 and as UTF-8. */
  public static void fuzzerTestOneInput(byte[] input) {
    parseOrRefuse(new String(input, ISO_8859_1));
    parseOrRefuse(new String(input, UTF_8));
  }

  static void parseOrRefuse(String text) {
    try {
      MagnetLink link = MagnetLink.parse(text);
      assertThat(MagnetLink.parse(link.toString())).isEqualTo(link);
    } catch (MetainfoException e) {
      assertThat(e.getMessage()).matches("[ -~]+\\.");
    }
  }
}
