package dev.sluice.cli;

import dev.sluice.cli.report.Json;
import dev.sluice.metainfo.Endpoint;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.Metainfo;
import java.util.List;

/** What {@code show --json} prints; {@code docs/json.md} promises the fields. */
final class TorrentJson {
  private TorrentJson() {}

  /** Returns a torrent as one line. */
  static String of(Metainfo torrent) {
    Info info = torrent.info();
    Json json =
        Json.object()
            .put("torrent", torrent.infoHash().toHex())
            .put("name", info.name())
            .put("total_bytes", info.files().storedBytes())
            .put("piece_bytes", info.geometry().pieceBytes())
            .put("pieces", info.geometry().pieceCount())
            .put("private", info.isPrivate())
            .put("comment", torrent.comment())
            .put("created_by", torrent.createdBy())
            .put("source", info.source());
    torrent.creationDate().ifPresent(date -> json.put("created", date.toString()));
    json.beginList("trackers");
    torrent.announceTiers().forEach(json::add);
    json.endList().put("web_seeds", torrent.webSeeds());
    json.put("magnet", torrent.magnet().toString()).beginList("files");
    for (FileEntry file : info.files()) {
      if (file.isStored()) {
        json.beginObject()
            .put("index", file.index())
            .put("path", file.path().toString())
            .put("bytes", file.lengthBytes())
            .endObject();
      }
    }
    return json.endList().line();
  }

  /** Returns a magnet link as one line. */
  static String of(MagnetLink link) {
    List<String> peers = link.peers().stream().map(Endpoint::toString).toList();
    return Json.object()
        .put("torrent", link.infoHash().toHex())
        .put("name", link.name())
        .put("trackers", link.trackers())
        .put("web_seeds", link.webSeeds())
        .put("peers", peers)
        .put("magnet", link.toString())
        .line();
  }
}
