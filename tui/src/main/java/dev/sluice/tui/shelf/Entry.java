package dev.sluice.tui.shelf;

import dev.sluice.api.FilePriority;
import dev.sluice.api.RateLimits;
import dev.sluice.model.InfoHash;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a saved torrent is written: a file of Java properties. */
final class Entry {
  private static final String HASH = "info-hash";
  private static final String NAME = "name";
  private static final String SOURCE = "source";
  private static final String DIRECTORY = "directory";
  private static final String PAUSED = "paused";
  private static final String MAX_DOWN = "max-down";
  private static final String MAX_UP = "max-up";
  private static final String PRIORITIES = "priorities";
  private static final String ADDED = "added";

  private Entry() {}

  static byte[] bytes(SavedTorrent torrent) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(HASH, torrent.infoHash().toHex());
    properties.setProperty(NAME, torrent.name());
    properties.setProperty(SOURCE, torrent.source());
    properties.setProperty(DIRECTORY, torrent.directory().toString());
    properties.setProperty(PAUSED, String.valueOf(torrent.isPaused()));
    properties.setProperty(MAX_DOWN, String.valueOf(torrent.limits().downBytesPerSecond()));
    properties.setProperty(MAX_UP, String.valueOf(torrent.limits().upBytesPerSecond()));
    properties.setProperty(PRIORITIES, written(torrent.priorities()));
    properties.setProperty(ADDED, String.valueOf(torrent.addedMillis()));
    StringWriter text = new StringWriter();
    properties.store(text, null);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a file; empty if it is none of ours, or damaged. */
  static Optional<SavedTorrent> read(Path file) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file)));
      return Optional.of(torrent(properties));
    } catch (IllegalArgumentException | java.nio.charset.MalformedInputException _) {
      return Optional.empty(); // left for a person to look at
    }
  }

  private static SavedTorrent torrent(Properties properties) {
    return new SavedTorrent(
        InfoHash.parseHex(text(properties, HASH)),
        text(properties, NAME),
        text(properties, SOURCE),
        Path.of(text(properties, DIRECTORY)),
        Boolean.parseBoolean(text(properties, PAUSED)),
        new RateLimits(number(properties, MAX_DOWN), number(properties, MAX_UP)),
        priorities(properties.getProperty(PRIORITIES, "")),
        number(properties, ADDED));
  }

  /** Writes {@code 0:HIGH 7:SKIP}. */
  private static String written(Map<Integer, FilePriority> priorities) {
    return new TreeMap<>(priorities)
        .entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue())
            .collect(Collectors.joining(" "));
  }

  private static Map<Integer, FilePriority> priorities(String text) {
    Map<Integer, FilePriority> priorities = new HashMap<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(" ")) {
      int colon = each.indexOf(':');
      priorities.put(
          Integer.valueOf(each.substring(0, Math.max(0, colon))),
          FilePriority.valueOf(each.substring(colon + 1)));
    }
    return priorities;
  }

  private static long number(Properties properties, String key) {
    return Long.parseLong(text(properties, key));
  }

  private static String text(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("without " + key);
    }
    return value;
  }
}
