package dev.sluice.storage;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Sink;
import dev.sluice.metainfo.Info;
import dev.sluice.model.Probe;
import dev.sluice.model.ProbeEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** The disk side of a session: the lanes and the buffers that all its torrents share. */
public final class DiskStorage implements AutoCloseable {
  /** The other half is for blocks that are still coming in or queue for a lane. */
  private static final int GATHERED_SHARE = 2;

  /** Files that are uploaded are open twice when lanes had to read them, too. */
  private static final int DESKS_SHARE = 4;

  private final Volume volume;
  private final DiskLanes lanes;
  private final BlockBuffers buffers;
  private final ReadingDesks desks;
  private final Probe probe;
  private final long reserveBytes;
  private final List<Workbench> benches = new ArrayList<>();
  private final Set<TorrentOnDisk> torrents = ConcurrentHashMap.newKeySet();

  /**
   * Takes parts that somebody else drives, as the simulator does.
   *
   * @param lanes closed with this
   * @param maxOpenFiles over all lanes
   */
  public DiskStorage(Volume volume, DiskLanes lanes, BlockBuffers buffers, int maxOpenFiles) {
    this(volume, lanes, buffers, maxOpenFiles, new Extras(ReadingDesks.none(), Probe.NONE, 0));
  }

  private DiskStorage(
      Volume volume, DiskLanes lanes, BlockBuffers buffers, int maxOpenFiles, Extras extras) {
    this.volume = volume;
    this.lanes = lanes;
    this.buffers = buffers;
    this.desks = extras.desks;
    this.probe = extras.probe;
    this.reserveBytes = extras.reserveBytes;
    for (int i = 0; i < lanes.count(); i++) {
      benches.add(new Workbench(lanes.lane(i), Math.max(1, maxOpenFiles / lanes.count())));
    }
    buffers.onShortage(() -> torrents.forEach(TorrentOnDisk::flushSoon));
    buffers.onWaited(lanes.clock(), nanos -> probe.tell(new ProbeEvent.ReaderStalled(nanos)));
  }

  /** What only real disks have. */
  private record Extras(ReadingDesks desks, Probe probe, long reserveBytes) {}

  /**
   * Starts lanes on the machine's own disks.
   *
   * @param threads makes platform threads
   * @param probe is told what the disk does
   */
  public static DiskStorage start(
      StorageSettings settings, ThreadFactory threads, MonotonicClock clock, Probe probe) {
    return start(
        new DiskVolume(), settings, DiskLanes.start(settings.lanes(), threads, clock), probe);
  }

  /** Starts on {@code lanes}, as many as {@code settings} say, at {@code volume}. */
  public static DiskStorage start(
      Volume volume, StorageSettings settings, DiskLanes lanes, Probe probe) {
    int deskFiles = settings.maxOpenFiles() / DESKS_SHARE;
    return new DiskStorage(
        volume,
        lanes,
        new BlockBuffers(settings.bufferBytes()),
        settings.maxOpenFiles() - deskFiles,
        new Extras(
            ReadingDesks.of(settings.lanes() - 1, deskFiles), probe, settings.reserveBytes()));
  }

  /** Returns the pool that payloads for these torrents are leased from. */
  public BlockBuffers buffers() {
    return buffers;
  }

  /**
   * Opens a torrent. Nothing on disk is touched before its first command.
   *
   * @param events who is told what happened; told on lanes, which may have to wait
   * @throws IOException if the folders' paths cannot be resolved
   */
  public TorrentStorage open(Info info, TorrentPlace place, Sink<StorageEvent> events)
      throws IOException {
    return disk(place.directory(), place.stateDirectory()).open(info, place.skippedFiles(), events);
  }

  /**
   * Returns the disk for a torrent of which no more may be known yet; the folders are resolved now.
   *
   * @param directory the download folder
   * @param stateDirectory where what is known of the torrent is kept
   * @throws IOException if the folders' paths cannot be resolved
   */
  public TorrentDisk disk(Path directory, Path stateDirectory) throws IOException {
    Folder downloads = folder(directory);
    return new Place(
        reserveBytes == 0 ? downloads : new ReservedFolder(downloads, reserveBytes),
        folder(stateDirectory));
  }

  /** Two folders, and the lanes and buffers of all torrents. */
  private final class Place implements TorrentDisk {
    private final Folder downloads;
    private final Folder state;

    Place(Folder downloads, Folder state) {
      this.downloads = downloads;
      this.state = state;
    }

    @Override
    public TorrentStorage open(Info info, Set<Integer> skippedFiles, Sink<StorageEvent> events) {
      int budgetBlocks = Math.max(1, buffers.capacity() / GATHERED_SHARE / lanes.count());
      TorrentOnDisk torrent =
          new TorrentOnDisk(
              new TorrentParts(
                  info, new TorrentFiles(info.files(), downloads), lanes.clock(), probe),
              new ResumeFile(state, info.infoHash()),
              skippedFiles,
              new TorrentOnDisk.Wiring(benches, desks, budgetBlocks, events, torrents::remove));
      torrents.add(torrent);
      return torrent;
    }

    @Override
    public Path directory() {
      return downloads.path();
    }

    @Override
    public MetadataShelf shelf() {
      return new MetadataFiles(state, lanes.lane(0));
    }
  }

  private Folder folder(Path directory) throws StorageException {
    try {
      return volume.folder(directory);
    } catch (IOException e) {
      throw Refusals.explain(directory, e);
    }
  }

  /** Stops the lanes once they have done what they were given; open torrents come no further. */
  @Override
  public void close() {
    lanes.close();
  }
}
