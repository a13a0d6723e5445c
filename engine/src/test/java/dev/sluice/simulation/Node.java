package dev.sluice.simulation;

import dev.sluice.actor.Sink;
import dev.sluice.api.PeerSource;
import dev.sluice.api.PeerView;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.lsd.LocalDiscovery;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.model.Probe;
import dev.sluice.storage.BlockBuffers;
import dev.sluice.storage.DiskStorage;
import dev.sluice.storage.MetadataShelf;
import dev.sluice.storage.StorageEvent;
import dev.sluice.storage.TorrentDisk;
import dev.sluice.storage.TorrentStorage;
import dev.sluice.swarm.MagnetPlan;
import dev.sluice.swarm.Torrent;
import dev.sluice.swarm.TorrentPlan;
import dev.sluice.swarm.TorrentWorld;
import dev.sluice.swarm.discovery.DistributedTable;
import dev.sluice.swarm.discovery.Neighbourhood;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.testkit.FaultyVolume;
import dev.sluice.testkit.MemoryVolume;
import dev.sluice.testkit.TestTorrent;
import dev.sluice.transport.RateLimiters;
import dev.sluice.transport.lan.NetworkWatch;
import dev.sluice.wire.Handshake;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A computer that runs the engine's own torrent. */
final class Node implements Place {
  static final Path DOWNLOADS = Path.of("/downloads");
  private static final Path STATE = Path.of("/state");

  /** Never leased from: it says how much may be gathered before it is written. */
  private static final int BUFFER_BYTES = 16 << 20;

  private final Swarm swarm;
  private final NodeSetup setup;
  private final PeerAddress address;
  private final Line out;
  private final Line in;
  private final CountedBlocks blocks;
  private final RateLimiters rates;
  private final RateLimiters torrentRates;
  private final Random random;
  private final MemoryVolume volume;
  private final FaultyVolume faults;
  private final SimulatedDisk disk;
  private final List<TorrentEvent> events = new ArrayList<>();
  private final List<LocalDiscovery> discoveries = new ArrayList<>();
  private final PeerId peerId;
  private final NetworkWatch network;
  private Set<InetAddress> localAddresses;
  private long sleptMillis;
  private @Nullable Torrent torrent;
  private double finishedSeconds = Double.NaN;
  private boolean cutOff;

  Node(Swarm swarm, NodeSetup setup, PeerAddress address, Random random, MemoryVolume volume) {
    this.volume = volume;
    this.faults = new FaultyVolume(volume, () -> new IOException("Input/output error"));
    this.swarm = swarm;
    this.setup = setup;
    this.random = random;
    this.address = address;
    this.out = new Line(swarm.time(), setup.upBytesPerSecond());
    this.in = new Line(swarm.time(), setup.downBytesPerSecond());
    this.blocks = new CountedBlocks(swarm.freeMemory());
    this.rates = RateLimiters.unlimited(swarm.time());
    this.torrentRates = RateLimiters.unlimited(swarm.time());
    this.disk = new SimulatedDisk(swarm.time(), 2);
    this.peerId = PeerId.random(random);
    this.localAddresses = Set.of(address.ip());
    this.network =
        NetworkWatch.start(swarm.actors(), () -> localAddresses, this::wallMillis, () -> {});
    disk.takes(setup.diskAccessNanos());
    if (setup.complete()) {
      for (FileEntry file : content().info().files().files()) {
        if (file.isStored() && file.index() != setup.lackedFile()) {
          volume.put(pathOf(file), content().file(file.index()));
        }
      }
    }
  }

  private long wallMillis() {
    return TimeUnit.NANOSECONDS.toMillis(swarm.time().elapsedNanos()) + sleptMillis;
  }

  private TestTorrent content() {
    return swarm.torrent();
  }

  private static Path pathOf(FileEntry file) {
    return DOWNLOADS.resolve(String.join("/", file.path().elements()));
  }

  /** Starts the torrent. */
  void start() {
    TorrentPlan plan =
        new TorrentPlan(
            content().metainfo(),
            setup.peers(),
            setup.fileFilter()::test,
            setup.usesTracker(),
            true,
            setup.maxPeers(),
            setup.uploads(),
            address.port());
    torrent = Torrent.start(plan, world());
  }

  private Neighbourhood neighbourhood() {
    LocalDiscovery discovery =
        LocalDiscovery.start(
            swarm.actors(), swarm.lan().networkOf(address), address.port(), random);
    discoveries.add(discovery);
    return new Neighbourhood() {
      @Override
      public void enter(InfoHash infoHash, Sink<PeerAddress> found) {
        discovery.watch(infoHash, found::offer);
      }

      @Override
      public void leave(InfoHash infoHash) {
        discovery.forget(infoHash);
      }
    };
  }

  /** Ends the torrent, and whatever else runs here. */
  void stop() {
    torrent().stop();
    discoveries.forEach(LocalDiscovery::close);
    network.stop();
  }

  /** Starts the torrent, knowing its info-hash and tracker alone. */
  void startFromMagnet() {
    MagnetLink link =
        MagnetLink.of(content().info().infoHash()).withTrackers(List.of(SimulatedTracker.URL));
    MagnetPlan plan =
        new MagnetPlan(
            link,
            setup.peers(),
            info -> setup.fileFilter()::test,
            setup.usesTracker(),
            false,
            setup.maxPeers(),
            setup.uploads(),
            address.port());
    torrent = Torrent.start(plan, world());
  }

  private TorrentWorld world() {
    Neighbourhood neighbourhood =
        setup.sources().contains(PeerSource.LSD) ? neighbourhood() : Neighbourhood.EMPTY;
    return new TorrentWorld(
        swarm.actors(),
        swarm.network().dialerOf(this),
        swarm.tracker().announcerOf(this),
        neighbourhood,
        setup.sources(),
        swarm.blocked(),
        DistributedTable.EMPTY,
        network::state,
        torrentDisk(),
        torrentRates,
        peerId,
        random,
        Probe.NONE,
        new EventRecord());
  }

  private TorrentDisk torrentDisk() {
    DiskStorage storage =
        new DiskStorage(
            new SlowVolume(faults, disk), disk.lanes(), new BlockBuffers(BUFFER_BYTES), 8);
    try {
      return new HeardAfterwards(storage.disk(DOWNLOADS, STATE));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What the disk tells is heard when its work is done. */
  private final class HeardAfterwards implements TorrentDisk {
    private final TorrentDisk target;

    HeardAfterwards(TorrentDisk target) {
      this.target = target;
    }

    @Override
    public TorrentStorage open(Info info, Set<Integer> skipped, Sink<StorageEvent> events) {
      return target.open(info, skipped, disk.heardAfterwards(events));
    }

    @Override
    public Path directory() {
      return target.directory();
    }

    @Override
    public MetadataShelf shelf() {
      return target.shelf();
    }
  }

  private final class EventRecord implements Sink<TorrentEvent> {
    @Override
    public boolean post(TorrentEvent event) {
      return offer(event);
    }

    @Override
    public boolean offer(TorrentEvent event) {
      events.add(event);
      swarm.trace().add(address + " " + event);
      if (event instanceof TorrentEvent.Completed && !hasFinished()) {
        finishedSeconds = swarm.seconds();
      }
      return true;
    }
  }

  Torrent torrent() {
    if (torrent == null) {
      throw new IllegalStateException("not started: " + this);
    }
    return torrent;
  }

  boolean hasStarted() {
    return torrent != null;
  }

  MemoryVolume volume() {
    return volume;
  }

  /** Returns what lets its disk fail. */
  FaultyVolume faults() {
    return faults;
  }

  SimulatedDisk disk() {
    return disk;
  }

  List<TorrentEvent> events() {
    return events;
  }

  TorrentView view() {
    return torrent().view();
  }

  TorrentState state() {
    return view().state();
  }

  /** Returns the peers that owe it data for long. */
  List<PeerAddress> snubbing() {
    return view().peers().stream().filter(PeerView::snubbed).map(PeerView::address).toList();
  }

  /** Returns how many peers it lets ask. */
  long unchoked() {
    return view().peers().stream().filter(peer -> !peer.choked()).count();
  }

  /** Returns whether it is connected to none of these. */
  boolean isWithout(List<Node> others) {
    return others.stream().noneMatch(this::isConnectedTo);
  }

  /** Returns whether it is connected to all of these, itself left out. */
  boolean isWith(List<Node> others) {
    return others.stream().allMatch(other -> other == this || isConnectedTo(other));
  }

  private boolean isConnectedTo(Node other) {
    return view().peers().stream().anyMatch(peer -> peer.address().ip().equals(other.address.ip()));
  }

  /** Returns how many connections it has with this one's address. */
  long connectionsTo(Node other) {
    return view().peers().stream()
        .filter(peer -> peer.address().ip().equals(other.address.ip()))
        .count();
  }

  /** Returns how many pieces came with wrong bytes. */
  long rejectedPieces() {
    return events.stream().filter(TorrentEvent.PieceRejected.class::isInstance).count();
  }

  boolean isComplete() {
    return hasStarted() && view().isComplete();
  }

  boolean hasFinished() {
    return !Double.isNaN(finishedSeconds);
  }

  /** Returns when it was complete, since the swarm began. */
  double finishedSeconds() {
    return finishedSeconds;
  }

  boolean isSeeder() {
    return setup.complete();
  }

  boolean isHonest() {
    return setup.liesOnceIn() == 0;
  }

  /** Returns whether the selected files on disk are what they should be. */
  boolean isBitExact() {
    for (FileEntry file : content().info().files().files()) {
      if (file.isStored() && setup.fileFilter().test(file.index()) && !isBitExact(file.index())) {
        return false;
      }
    }
    return true;
  }

  /** Returns where the file of this index is. */
  Path path(int fileIndex) {
    return pathOf(content().info().files().file(fileIndex));
  }

  /** Returns whether a file is there, as it should be. */
  boolean isBitExact(int fileIndex) {
    Path path = pathOf(content().info().files().file(fileIndex));
    return volume.has(path) && Arrays.equals(volume.bytes(path), content().file(fileIndex));
  }

  /** Returns whether there is a file for this index. */
  boolean hasFile(int fileIndex) {
    return volume.has(pathOf(content().info().files().file(fileIndex)));
  }

  int leasedBlocks() {
    return blocks.leased();
  }

  int openHandles() {
    return volume.openHandles();
  }

  /** Cuts the cable: nothing gets out or in, and nobody is told. */
  void cutOff() {
    cutOff = true;
  }

  /** Plugs the cable in again; connections of before stay dead. */
  void plugIn() {
    cutOff = false;
    localAddresses = Set.of(address.ip());
  }

  /** Pulls the cable out of this very computer, which therefore has no address. */
  void unplug() {
    cutOff = true;
    localAddresses = Set.of();
  }

  /** Comes back as another one: in another network, its address is not what it was. */
  void moveTo(InetAddress other) {
    cutOff = false;
    localAddresses = Set.of(other);
  }

  /** Wakes up: of the time that it slept, only the clock on the wall knows. */
  void wakeAfter(double seconds) {
    cutOff = false;
    sleptMillis += (long) (1000 * seconds);
  }

  @Override
  public PeerAddress address() {
    return address;
  }

  @Override
  public Line out() {
    return out;
  }

  @Override
  public Line in() {
    return in;
  }

  @Override
  public BlockBufferSource blocks() {
    return blocks;
  }

  /** Returns what the connections of its torrent share. */
  RateLimiters torrentRates() {
    return torrentRates;
  }

  @Override
  public RateLimiters rates() {
    return rates;
  }

  @Override
  public void whenDiskIsFree(Runnable work) {
    disk.whenFree(work);
  }

  @Override
  public boolean isCutOff() {
    return cutOff;
  }

  @Override
  public boolean isListening() {
    return hasStarted() && setup.listens();
  }

  @Override
  public void onCall(Handshake.Opening opening, IncomingPeer caller) {
    if (opening.infoHash().equals(content().info().infoHash())) {
      torrent().incoming(caller);
    } else {
      caller.refuse();
    }
  }

  @Override
  public void beforeSending(ByteBuffer payload) {
    if (setup.liesOnceIn() > 0 && random.nextInt(setup.liesOnceIn()) == 0) {
      int at = random.nextInt(payload.remaining());
      payload.put(at, (byte) ~payload.get(at));
    }
  }

  @Override
  public boolean sendsBlocks() {
    return setup.sendsBlocks();
  }

  @Override
  public String toString() {
    return (setup.complete() ? "seeder " : "leecher ") + address;
  }

  /** Returns how far it is, for a failure's message. */
  String story() {
    if (!hasStarted()) {
      return this + ": not started";
    }
    TorrentView view = view();
    return "%s: %s %d of %d bytes, %d down, %d up, %d wasted, %d peers (%s), finished at %.1f s %s"
        .formatted(
            this,
            view.state(),
            view.doneBytes(),
            view.wantedBytes(),
            view.downloadedBytes(),
            view.uploadedBytes(),
            view.wastedBytes(),
            view.peers().size(),
            view.backpressure().heldBackBy(),
            finishedSeconds,
            view.problem().orElse(""));
  }

  /** Returns milliseconds in nanoseconds. */
  static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
