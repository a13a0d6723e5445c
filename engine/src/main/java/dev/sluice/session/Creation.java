package dev.sluice.session;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.InfoOptions;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.NewFile;
import dev.sluice.metainfo.TorrentCreator;
import dev.sluice.storage.Content;
import dev.sluice.storage.ContentHasher;
import dev.sluice.storage.DiskLanes;
import dev.sluice.storage.FileStamp;
import dev.sluice.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The making of a torrent from files on disk, without a session: no network, nothing written. Owned
 * by the thread that made it.
 */
public final class Creation {
  private final Content content;
  private final TorrentCreator plan;

  private Creation(Content content, TorrentCreator plan) {
    this.content = content;
    this.plan = plan;
  }

  /**
   * Looks at a file, or at all files of a folder, without reading them.
   *
   * @throws IOException if something cannot be looked at; the message names it and why
   * @throws MetainfoException if no torrent can be made of it; the message says why
   */
  public static Creation survey(Path path, InfoOptions options)
      throws IOException, MetainfoException {
    Content content = Content.survey(path);
    return new Creation(content, plan(content, options));
  }

  /** Returns how the files fall into pieces. */
  public TorrentCreator plan() {
    return plan;
  }

  /** Returns what was left out: links, devices, sockets. */
  public List<Path> skipped() {
    return content.skipped();
  }

  /**
   * Reads and hashes the files on all cores. Interrupted, it ends soon.
   *
   * @param onProgress told now and then how many bytes are hashed, on the calling thread
   * @throws IOException if a file cannot be read, or has changed since it was looked at; the
   *     message names it
   */
  public Info hash(LongConsumer onProgress) throws IOException, InterruptedException {
    StorageSettings settings =
        StorageSettings.forProcessors(Runtime.getRuntime().availableProcessors());
    try (DiskLanes lanes =
        DiskLanes.start(settings.lanes(), Session::diskThread, MonotonicClock.SYSTEM)) {
      ContentHasher hasher =
          new ContentHasher(content.directory(), plan.files(), plan.geometry(), lanes);
      return plan.info(hasher.hash(stamps(), onProgress));
    }
  }

  private static TorrentCreator plan(Content content, InfoOptions options)
      throws MetainfoException {
    List<NewFile> files =
        content.files().stream()
            .map(file -> new NewFile(file.path(), file.stamp().sizeBytes()))
            .collect(Collectors.toList());
    return content.isFile()
        ? TorrentCreator.ofFile(content.name(), files.get(0).lengthBytes(), options)
        : TorrentCreator.ofFolder(content.name(), files, options);
  }

  /** Returns the stamps in the order that the plan has brought the files into. */
  private List<FileStamp> stamps() {
    Map<List<String>, FileStamp> found = new HashMap<>();
    for (Content.ContentFile file : content.files()) {
      found.put(file.path(), file.stamp());
    }
    List<FileStamp> stamps = new ArrayList<>(found.size());
    for (FileEntry file : plan.files()) {
      if (file.isStored()) {
        List<String> path = file.path().elements();
        stamps.add(found.get(content.isFile() ? path : path.subList(1, path.size())));
      }
    }
    return stamps;
  }
}
