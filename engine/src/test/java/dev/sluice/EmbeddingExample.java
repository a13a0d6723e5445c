package dev.sluice;

import dev.sluice.api.AddTorrent;
import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentView;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoParser;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.session.Session;
import dev.sluice.session.SessionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program in README.md. {@link ReadmeTest} compares the two, {@link EmbeddingIT} runs it. */
final class EmbeddingExample {
  private EmbeddingExample() {}

  // README begins
  static void download(SessionSettings settings, Path torrentFile, Path folder, PeerAddress friend)
      throws Exception {
    Metainfo metainfo = MetainfoParser.parse(Files.readAllBytes(torrentFile));
    try (TorrentClient client = Session.start(settings)) {
      client.subscribe(event -> System.out.println(event));
      InfoHash torrent = client.add(AddTorrent.of(metainfo, folder).withPeers(List.of(friend)));
      TorrentView end = client.awaitCompletion(torrent).orElseThrow();
      System.out.println(end.name() + ": " + end.problem().orElse("complete"));
    }
  }
  // README ends
}
