package dev.sluice.cli;

import dev.sluice.api.FileStream;
import dev.sluice.api.TorrentClient;
import dev.sluice.daemon.stream.ServedTorrent;
import dev.sluice.daemon.stream.StreamServer;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import dev.sluice.tui.Streams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The server of {@code tui}, on this machine alone; it begins when the first file is streamed.
 * Owned by the thread that opens files; closed when that has ended.
 */
final class TuiStreams implements Streams, AutoCloseable {
  private Optional<StreamServer> server = Optional.empty();
  private final Map<InfoHash, ServedTorrent> torrents = new HashMap<>();
  private final List<FileStream> files = new ArrayList<>();

  @Override
  public String open(TorrentClient client, Metainfo torrent, int fileIndex) throws IOException {
    StreamServer open = server();
    ServedTorrent served =
        torrents.computeIfAbsent(torrent.infoHash(), _ -> open.serve(client, torrent, _ -> true));
    FileEntry file = torrent.info().files().file(fileIndex);
    served.stream(file).ifPresent(files::add);
    return served.url(file);
  }

  private StreamServer server() throws IOException {
    if (server.isEmpty()) {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      server = Optional.of(StreamServer.bind(any, new SecureRandom()));
    }
    return server.get();
  }

  @Override
  public void close() {
    files.forEach(FileStream::close);
    server.ifPresent(StreamServer::close);
    torrents.values().forEach(ServedTorrent::close);
  }
}
