package dev.sluice.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where this user's settings and state belong, by the XDG base directory specification.
 *
 * @param configuration the folder of the configuration file
 * @param state the folder that resume data goes to unless {@code --state} names another
 */
record UserDirectories(Path configuration, Path state) {
  /** Returns the folders; a variable that is empty or relative is ignored, as XDG demands. */
  static UserDirectories of(Map<String, String> environment, Path home) {
    return new UserDirectories(
        base(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("sluice"),
        base(environment, "XDG_STATE_HOME", home.resolve(".local/state")).resolve("sluice"));
  }

  private static Path base(Map<String, String> environment, String variable, Path usual) {
    String value = environment.getOrDefault(variable, "");
    return value.startsWith("/") ? Path.of(value) : usual;
  }

  /** Returns the configuration file, which need not exist. */
  Path configurationFile() {
    return configuration.resolve("config");
  }
}
