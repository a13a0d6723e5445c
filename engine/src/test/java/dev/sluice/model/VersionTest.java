package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void isThatOfTheBuild() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(pom).contains("<version>" + Version.NUMBER + "-SNAPSHOT</version>");
  }

  @Test
  void isInOurPeerId() {
    byte[] id = PeerId.random(new Random(1)).toBytes();

    assertThat(new String(id, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("-SL0100-");
  }
}
