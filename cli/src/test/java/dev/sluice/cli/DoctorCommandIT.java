package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor on this machine's disk; the engine is a fake one that listens at port 6881. */
class DoctorCommandIT {
  @TempDir private Path home;
  private TestWorld world;

  @BeforeEach
  void makeWorld() {
    world = new TestWorld(home).client(new FakeClient((_, _) -> {}));
  }

  @Test
  void writesOnePageAboutEverythingItLooksAt() throws Exception {
    Path downloads = Files.createDirectory(home.resolve("downloads"));

    world.run("doctor", "-d", downloads.toString());

    assertThat(world.out())
        .contains("version   Sluice", "path      configuration", downloads.toString())
        .contains("network   IPv4", "port             6881 is ours", "file system", "hashing")
        .contains("clock     now              2026-05-04T03:02:01Z");
    assertThat(world.errors()).isEmpty();
    try (Stream<Path> left = Files.list(downloads)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void speaksJson() {
    world.run("doctor", "-d", home.toString(), "--json");

    assertThat(world.out())
        .startsWith("{\"troubles\":")
        .contains("{\"group\":\"network\",\"name\":\"port\",\"value\":\"6881 is ours\"")
        .endsWith("}]}\n");
  }

  @Test
  void saysThatAnotherPortHadToBeTaken() {
    assertThat(world.run("doctor", "-d", home.toString(), "--port", "7000")).isEqualTo(1);
    assertThat(world.out()).contains("! port: port 7000 is taken");
  }

  @Test
  void refusesAFolderThatIsNone() {
    assertThat(world.run("doctor", "-d", home.resolve("missing").toString())).isEqualTo(1);
    assertThat(world.errors()).contains("not a folder; name another with -d");
  }
}
