package dev.sluice.tui;

import java.nio.file.Path;
import java.util.List;

/**
 * What the UI is to begin with.
 *
 * @param sources makes requests
 * @param streams serves files to players
 * @param added what to add at once, as {@link Sources} takes it
 * @param folder where torrents are saved unless a person says otherwise
 * @param home what {@code ~} stands for
 * @param sessionFolder where torrents are kept between runs
 * @param isColoured whether the terminal is to show colours
 */
public record Setup(
    Sources sources,
    Streams streams,
    List<String> added,
    Path folder,
    Path home,
    Path sessionFolder,
    boolean isColoured) {
  public Setup {
    added = List.copyOf(added);
  }
}
