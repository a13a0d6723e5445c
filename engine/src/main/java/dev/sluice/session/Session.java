package dev.sluice.session;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Published;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.actor.WallClock;
import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.BanView;
import dev.sluice.api.FilePriority;
import dev.sluice.api.FileStream;
import dev.sluice.api.ListeningView;
import dev.sluice.api.PeerSource;
import dev.sluice.api.PortMappingView;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentDetails;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentView;
import dev.sluice.lsd.LocalDiscovery;
import dev.sluice.lsd.MulticastSockets;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerHost;
import dev.sluice.model.PeerId;
import dev.sluice.storage.DiskLanes;
import dev.sluice.storage.DiskStorage;
import dev.sluice.storage.PlatformVolume;
import dev.sluice.storage.TorrentDisk;
import dev.sluice.swarm.MagnetPlan;
import dev.sluice.swarm.Torrent;
import dev.sluice.swarm.TorrentPlan;
import dev.sluice.swarm.TorrentWorld;
import dev.sluice.swarm.UploadPlan;
import dev.sluice.swarm.discovery.DistributedTable;
import dev.sluice.swarm.discovery.Neighbourhood;
import dev.sluice.swarm.discovery.ThreadedAnnouncer;
import dev.sluice.swarm.peer.PeerCaller;
import dev.sluice.swarm.peer.PeerConnections;
import dev.sluice.transport.RateLimiters;
import dev.sluice.transport.lan.NetworkWatch;
import dev.sluice.transport.lan.SystemAddresses;
import dev.sluice.transport.mse.MseCaller;
import dev.sluice.transport.portmap.PortMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client in this process: the one place where the engine's parts are put together.
 *
 * <p>Everything that torrents share hangs here: threads, disk lanes, block buffers, the listening
 * port, the rate limits. Torrents share nothing else.
 */
public final class Session implements TorrentClient {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** How long {@link #close} waits for the goodbyes and last writes of all torrents together. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How long a router may take, beyond the torrents' time, to hear that we go; mappings end. */
  private static final long UNMAP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long threads that do not hear that they are to stop may take, all together. */
  private static final long THREADS_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** How long a torrent that has told of its removal may take to be gone. */
  private static final long LAST_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final SessionSettings settings;
  private final ThreadedActors actors;
  private final DiskStorage disk;
  private final RateLimiters rates;
  private final PeerConnections connections;
  private final ThreadedAnnouncer announcer;
  private final Optional<LocalDiscovery> localDiscovery;
  private final EventHub events;
  private final Optional<IncomingRouter> router;
  private final String listeningNote;
  private final Optional<DatagramDoor> datagrams;
  private final Optional<DhtNode> dht;
  private final Optional<PortMapper> portMapper;
  private final NetworkWatch network;
  private final PeerId peerId;
  private final SecureRandom chance;
  private final Published<Boolean> closed = new Published<>(false);
  private final Roster<Torrent> torrents =
      new Roster<>(each -> hasStopped(each, 0), each -> hasStopped(each, LAST_STEP_NANOS));
  private final ObfuscatedNames names = new ObfuscatedNames();

  private Session(SessionSettings settings, SecureRandom chance) {
    MonotonicClock clock = MonotonicClock.SYSTEM;
    this.settings = settings;
    this.actors =
        settings
            .threads()
            .map(factory -> new ThreadedActors(factory, clock))
            .orElseGet(() -> ThreadedActors.pooled(clock));
    this.disk =
        DiskStorage.start(
            new PlatformVolume(settings.folders()),
            settings.storage(),
            DiskLanes.start(settings.storage().lanes(), Session::diskThread, clock),
            settings.probe());
    this.rates = RateLimiters.unlimited(clock);
    limit(settings.limits());
    Uplink uplink = Uplink.open(settings, actors, chance);
    PeerCaller caller =
        new PeerCaller(actors, uplink.dialer(), new MseCaller(chance), settings.encryption());
    this.connections = new PeerConnections(actors, caller, disk.buffers(), rates);
    this.announcer = new ThreadedAnnouncer(actors, uplink.trackers());
    this.events = new EventHub(actors);
    this.peerId = PeerId.random(chance);
    this.chance = chance;
    this.listeningNote = uplink.note();
    this.datagrams = uplink.datagrams();
    this.dht = datagrams.flatMap(DatagramDoor::dht);
    this.network =
        NetworkWatch.start(
            actors,
            new SystemAddresses(settings.bindAddress()),
            WallClock.SYSTEM,
            () -> datagrams.flatMap(DatagramDoor::dht).ifPresent(DhtNode::rejoin));
    this.portMapper = uplink.mapPort(settings, actors, chance);
    this.router =
        uplink.listeners().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new IncomingRouter(
                    actors,
                    uplink.listenersFor(settings),
                    Reception.of(settings.encryption(), chance, clock, names),
                    connections,
                    torrents::find,
                    IncomingRouter.Patience.USUAL));
    router.ifPresent(IncomingRouter::start);
    this.localDiscovery = router.filter(open -> isLsdWanted()).map(this::discover);
  }

  /** What is sent to the local network goes around a proxy. */
  private boolean isLsdWanted() {
    return settings.sources().contains(PeerSource.LSD) && settings.proxy().isEmpty();
  }

  /** Without a port to be called at there is nothing to say to the local network. */
  private LocalDiscovery discover(IncomingRouter open) {
    MulticastSockets sockets = MulticastSockets.open(actors, settings.bindAddress());
    return LocalDiscovery.start(actors, sockets, open.port(), chance);
  }

  /**
   * Starts a session: threads, disk lanes, and the listening port, where one can be opened.
   *
   * @throws UncheckedIOException if the state directory cannot be made
   */
  public static Session start(SessionSettings settings) {
    return new Session(settings, new SecureRandom());
  }

  static Thread diskThread(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public InfoHash add(AddTorrent request) {
    TorrentWorld world = worldAt(request.directory());
    return add(request.metainfo().infoHash(), () -> Torrent.start(planOf(request), world));
  }

  @Override
  public InfoHash add(AddMagnet request) {
    TorrentWorld world = worldAt(request.directory());
    return add(request.link().infoHash(), () -> Torrent.start(planOf(request), world));
  }

  private InfoHash add(InfoHash added, Supplier<Torrent> start) {
    if (closed.get()) {
      throw new IllegalStateException("the session is closed");
    }
    torrents.add(
        added,
        () -> {
          names.add(added);
          return start.get();
        });
    if (closed.get()) {
      remove(added); // perhaps too late to be seen by close
      throw new IllegalStateException("the session is closed");
    }
    return added;
  }

  private TorrentPlan planOf(AddTorrent request) {
    return new TorrentPlan(
        request.metainfo(),
        request.peers(),
        request.fileFilter(),
        request.useTrackers(),
        request.mayDownload(),
        settings.maxPeers(),
        uploads(),
        router.map(IncomingRouter::port).orElse(0));
  }

  private MagnetPlan planOf(AddMagnet request) {
    return new MagnetPlan(
        request.link(),
        request.peers(),
        request.files(),
        request.useTrackers(),
        request.isMetadataOnly(),
        settings.maxPeers(),
        uploads(),
        router.map(IncomingRouter::port).orElse(0));
  }

  private UploadPlan uploads() {
    return new UploadPlan(settings.uploadSlots(), settings.isSuperSeeding());
  }

  private TorrentWorld worldAt(Path directory) {
    return new TorrentWorld(
        actors,
        connections,
        announcer,
        localDiscovery.<Neighbourhood>map(LocalNeighbourhood::new).orElse(Neighbourhood.EMPTY),
        settings.sources(),
        settings.blocked(),
        dht.filter(node -> settings.sources().contains(PeerSource.DHT))
            .<DistributedTable>map(node -> node)
            .orElse(DistributedTable.EMPTY),
        network::state,
        diskAt(directory),
        RateLimiters.unlimited(actors.clock()),
        peerId,
        new Random(chance.nextLong()),
        settings.probe(),
        events.sink());
  }

  private TorrentDisk diskAt(Path directory) {
    try {
      return disk.disk(directory, settings.stateDirectory());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Metainfo> metainfo(InfoHash torrent) {
    return torrents.find(torrent).flatMap(Torrent::metainfo);
  }

  @Override
  public List<TorrentView> torrents() {
    return List.copyOf(torrents.all().stream().map(Torrent::view).collect(Collectors.toList()));
  }

  @Override
  public Optional<TorrentView> torrent(InfoHash torrent) {
    return torrents.find(torrent).map(Torrent::view);
  }

  @Override
  public void pause(InfoHash torrent) {
    torrents.find(torrent).ifPresent(Torrent::pause);
  }

  @Override
  public void resume(InfoHash torrent) {
    torrents.find(torrent).ifPresent(Torrent::resume);
  }

  @Override
  public void verify(InfoHash torrent) {
    torrents.find(torrent).ifPresent(Torrent::verify);
  }

  @Override
  public List<BanView> bans(InfoHash torrent) {
    return torrents.find(torrent).map(Torrent::bans).orElse(List.of());
  }

  @Override
  public void liftBan(InfoHash torrent, PeerHost host) {
    torrents.find(torrent).ifPresent(present -> present.liftBan(host));
  }

  @Override
  public Optional<TorrentDetails> details(InfoHash torrent) {
    return torrents.find(torrent).flatMap(Torrent::details);
  }

  @Override
  public void removeWithFiles(InfoHash torrent) {
    remove(torrent, Torrent::discard);
  }

  @Override
  public void remove(InfoHash torrent) {
    remove(torrent, Torrent::stop);
  }

  private void remove(InfoHash torrent, Consumer<Torrent> end) {
    torrents.remove(
        torrent,
        removed -> {
          names.remove(torrent);
          end.accept(removed);
        });
  }

  private static boolean hasStopped(Torrent torrent, long patienceNanos) {
    try {
      return torrent.awaitStopped(patienceNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void prioritise(InfoHash torrent, int fileIndex, FilePriority priority) {
    torrents.find(torrent).ifPresent(present -> present.prioritise(fileIndex, priority));
  }

  @Override
  public Optional<FileStream> stream(InfoHash torrent, int fileIndex) {
    return torrents
        .find(torrent)
        .flatMap(present ->
            present.stream(fileIndex)
                .map(feed ->
                    new TorrentFileStream(
                        feed, actors, () -> present.view().downBytesPerSecond())));
  }

  @Override
  public void limit(RateLimits limits) {
    rates.rates(limits.downBytesPerSecond(), limits.upBytesPerSecond());
  }

  @Override
  public RateLimits limits() {
    return new RateLimits(rates.down().bytesPerSecond(), rates.up().bytesPerSecond());
  }

  @Override
  public void limit(InfoHash torrent, RateLimits limits) {
    torrents.find(torrent).ifPresent(each -> each.limit(limits));
  }

  @Override
  public Subscription subscribe(Consumer<TorrentEvent> listener) {
    return events.subscribe(listener);
  }

  @Override
  public ListeningView listening() {
    return new ListeningView(
        router.map(open -> OptionalInt.of(open.port())).orElse(OptionalInt.empty()),
        listeningNote,
        portMapper
            .map(PortMapper::mapping)
            .map(mapping -> new PortMappingView(mapping.mapped(), mapping.status()))
            .orElse(PortMappingView.OFF),
        router.map(open -> open.reach().isShown()).orElse(false));
  }

  @Override
  public void close() {
    close(CLOSE_NANOS);
  }

  /**
   * Closes as {@link #close()} does, in a hurry: what others have to answer is not waited for
   * longer than {@code goodbyeNanos}, first by trackers, then by a router. The disk is waited for.
   */
  public void close(long goodbyeNanos) {
    if (closed.get()) {
      return;
    }
    closed.set(true);
    router.ifPresent(IncomingRouter::close);
    portMapper.ifPresent(PortMapper::stop);
    torrents.all().forEach(Torrent::stop);
    try {
      awaitTorrents(goodbyeNanos);
      if (datagrams.isPresent()) {
        datagrams.get().close();
      }
      if (portMapper.isPresent()) {
        boolean unused = portMapper.get().awaitGivenBack(Math.min(goodbyeNanos, UNMAP_NANOS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    network.stop();
    localDiscovery.ifPresent(LocalDiscovery::close);
    events.close();
    disk.close();
    actors.close(Math.min(goodbyeNanos, THREADS_NANOS));
  }

  private void awaitTorrents(long goodbyeNanos) throws InterruptedException {
    long nowNanos = actors.clock().nanoTime();
    for (Torrent each : torrents.all()) {
      if (!each.awaitStopped(nowNanos + goodbyeNanos - actors.clock().nanoTime())) {
        each.endGoodbye();
      }
    }
    awaitStopped(torrents.all(), nowNanos + CLOSE_NANOS);
    awaitStopped(torrents.leaving(), nowNanos + CLOSE_NANOS);
  }

  private void awaitStopped(Collection<Torrent> torrents, long deadlineNanos)
      throws InterruptedException {
    for (Torrent torrent : torrents) {
      if (!torrent.awaitStopped(deadlineNanos - actors.clock().nanoTime())) {
        LOG.warn("{} did not stop in time", torrent.view().name());
      }
    }
  }
}
