package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The user's defaults for options: lines {@code COMMAND.OPTION=VALUE} in a properties file in
 * UTF-8, as {@code get.dir=/srv/torrents} or {@code get.no-dht=true}. What stands on the command
 * line wins.
 */
final class ConfigurationFile implements IDefaultValueProvider {
  private final Properties lines;
  private final Path home;

  private ConfigurationFile(Properties lines, Path home) {
    this.lines = lines;
    this.home = home;
  }

  /**
   * Reads the file; one that is not there says nothing.
   *
   * @throws CommandFailure if it is there and cannot be read
   */
  static ConfigurationFile read(Path file, Path home) throws CommandFailure {
    Properties lines = new Properties();
    if (Files.exists(file)) {
      try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        lines.load(reader);
      } catch (IOException e) {
        throw CommandFailure.reading(file, e);
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage(file + ": " + e.getMessage());
      }
    }
    return new ConfigurationFile(lines, home);
  }

  /** Returns the keys that it has. */
  Set<String> keys() {
    return lines.stringPropertyNames();
  }

  /** Returns the key of an option: its command's name and its longest name. */
  static String key(OptionSpec option) {
    return option.command().name() + "." + option.longestName().replaceFirst("^-+", "");
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp()) {
      return null;
    }
    String value = lines.getProperty(key(option));
    // No shell reads this file, so nobody else would know what ~ means.
    return value != null && value.startsWith("~/") ? home + value.substring(1) : value;
  }
}
