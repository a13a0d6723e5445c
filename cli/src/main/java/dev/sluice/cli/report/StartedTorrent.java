package dev.sluice.cli.report;

import dev.sluice.model.InfoHash;
import java.nio.file.Path;

/**
 * What a report knows of a torrent from its start.
 *
 * @param infoHash its name between programs
 * @param name its name for people, safe to print
 * @param wantedBytes bytes of the selected files
 * @param target where its file or folder goes
 */
public record StartedTorrent(InfoHash infoHash, String name, long wantedBytes, Path target) {
  public StartedTorrent {
    name = PlainText.of(name);
  }
}
