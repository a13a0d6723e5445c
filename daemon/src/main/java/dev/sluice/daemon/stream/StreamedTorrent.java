package dev.sluice.daemon.stream;

import dev.sluice.api.FileStream;
import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentView;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** A torrent whose files somebody plays; each is opened once, when first asked for. */
final class StreamedTorrent implements AutoCloseable {
  private final TorrentClient client;
  private final Metainfo metainfo;
  private final Predicate<Integer> fileFilter;
  private final Map<Integer, FileStream> streams = new ConcurrentHashMap<>();

  StreamedTorrent(TorrentClient client, Metainfo metainfo, Predicate<Integer> fileFilter) {
    this.client = client;
    this.metainfo = metainfo;
    this.fileFilter = fileFilter;
  }

  InfoHash infoHash() {
    return metainfo.infoHash();
  }

  String name() {
    return metainfo.info().name();
  }

  /** Returns the files that are here to be read. */
  List<FileEntry> files() {
    return metainfo.info().files().files().stream().filter(file -> hasFile(file.index())).toList();
  }

  boolean hasFile(int fileIndex) {
    return fileIndex < metainfo.info().files().fileCount()
        && metainfo.info().files().file(fileIndex).isStored()
        && fileFilter.test(fileIndex);
  }

  Optional<TorrentView> view() {
    return client.torrent(infoHash());
  }

  /** Returns the file; empty while the torrent is not running. */
  Optional<FileStream> stream(int fileIndex) {
    FileStream known = streams.get(fileIndex);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<FileStream> opened = client.stream(infoHash(), fileIndex);
    return opened.map(fresh -> keep(fileIndex, fresh));
  }

  private FileStream keep(int fileIndex, FileStream fresh) {
    FileStream earlier = streams.putIfAbsent(fileIndex, fresh);
    if (earlier == null) {
      return fresh;
    }
    fresh.close();
    return earlier;
  }

  @Override
  public void close() {
    streams.values().forEach(FileStream::close);
    streams.clear();
  }
}
