package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserDirectoriesTest {
  private static final Path HOME = Path.of("/home/u");

  @Test
  void followsTheVariables() {
    Map<String, String> environment = Map.of("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "/s");

    assertThat(UserDirectories.of(environment, HOME))
        .isEqualTo(new UserDirectories(Path.of("/c/sluice"), Path.of("/s/sluice")));
  }

  @Test
  void usesTheHomeFolderWhenTheyAreEmptyOrRelative() {
    Map<String, String> environment = Map.of("XDG_CONFIG_HOME", "", "XDG_STATE_HOME", "here");

    assertThat(UserDirectories.of(environment, HOME))
        .isEqualTo(
            new UserDirectories(
                Path.of("/home/u/.config/sluice"), Path.of("/home/u/.local/state/sluice")));
  }
}
