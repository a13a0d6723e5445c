package dev.sluice.session;

import dev.sluice.api.Encryption;
import dev.sluice.api.PeerSource;
import dev.sluice.api.RateLimits;
import dev.sluice.metainfo.Endpoint;
import dev.sluice.model.AddressRanges;
import dev.sluice.model.Carrier;
import dev.sluice.model.Probe;
import dev.sluice.model.Proxy;
import dev.sluice.storage.StorageSettings;
import dev.sluice.storage.platform.PlatformFolder;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** What a session is made of. Immutable: each {@code with} returns other settings. */
public final class SessionSettings {
  /** The port that is tried first. */
  public static final int DEFAULT_PORT = 6881;

  /** Enough for any swarm; more costs trackers and peers without making it faster. */
  public static final int DEFAULT_MAX_PEERS = 80;

  /** Nodes of the DHT that operators of large clients run for everybody, of several of them. */
  public static final List<Endpoint> USUAL_DHT_BOOTSTRAP =
      List.of(
          new Endpoint("dht.libtorrent.org", 25401),
          new Endpoint("router.bittorrent.com", 6881),
          new Endpoint("dht.transmissionbt.com", 6881),
          new Endpoint("router.utorrent.com", 6881),
          new Endpoint("dht.aelitis.com", 6881));

  private final Values values;

  private SessionSettings(Values values) {
    this.values = values;
  }

  /** Returns the usual settings, with state kept in {@code stateDirectory}. */
  public static SessionSettings in(Path stateDirectory) {
    return new SessionSettings(new Values(stateDirectory));
  }

  private SessionSettings with(Consumer<Values> change) {
    Values changed = new Values(values);
    change.accept(changed);
    return new SessionSettings(changed);
  }

  /** Returns where resume data lives; made when missing. */
  public Path stateDirectory() {
    return values.stateDirectory;
  }

  /** Returns the local address of every socket; empty lets the system choose. */
  public Optional<InetAddress> bindAddress() {
    return values.bindAddress;
  }

  /** Returns these settings with every socket bound to {@code address}. */
  public SessionSettings withBindAddress(InetAddress address) {
    return with(changed -> changed.bindAddress = Optional.of(address));
  }

  /** Returns the port that peers connect to; 0 for any. */
  public int port() {
    return values.port;
  }

  /**
   * Returns these settings with another port for peers to connect to, to 65535; the next free one
   * is taken if it is in use. 0 is any.
   */
  public SessionSettings withPort(int port) {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("no such port: " + port);
    }
    return with(changed -> changed.port = port);
  }

  /** Returns the limits of all torrents together. */
  public RateLimits limits() {
    return values.limits;
  }

  /** Returns these settings with other rate limits. */
  public SessionSettings withLimits(RateLimits limits) {
    return with(changed -> changed.limits = limits);
  }

  /** Returns how many connections one torrent may have. */
  public int maxPeers() {
    return values.maxPeers;
  }

  /** Returns these settings with another bound on connections of one torrent, at least 1. */
  public SessionSettings withMaxPeers(int maxPeers) {
    if (maxPeers < 1) {
      throw new IllegalArgumentException("a torrent needs a peer at least, not " + maxPeers);
    }
    return with(changed -> changed.maxPeers = maxPeers);
  }

  /**
   * Returns how many peers one torrent uploads to at a time; empty for as many as make it faster.
   */
  public OptionalInt uploadSlots() {
    return values.uploadSlots;
  }

  /** Returns these settings with a fixed number of upload slots, at least 1. */
  public SessionSettings withUploadSlots(int slots) {
    if (slots < 1) {
      throw new IllegalArgumentException("no upload slots: " + slots);
    }
    return with(changed -> changed.uploadSlots = OptionalInt.of(slots));
  }

  /** Returns whether routers are asked to let peers in; none ever is for the loopback. */
  public boolean portMapping() {
    return values.portMapping;
  }

  /** Returns these settings with no router asked for anything. */
  public SessionSettings withoutPortMapping() {
    return with(changed -> changed.portMapping = false);
  }

  /** Returns whether torrents that are complete from the start are super-seeded (BEP 16). */
  public boolean isSuperSeeding() {
    return values.superSeeding;
  }

  /** Returns these settings with torrents super-seeded that are complete from the start. */
  public SessionSettings withSuperSeeding() {
    return with(changed -> changed.superSeeding = true);
  }

  /** Returns what everything goes through that goes out; nobody can call us then. */
  public Optional<Proxy> proxy() {
    return values.proxy;
  }

  /** Returns these settings with everything sent through {@code proxy}. */
  public SessionSettings withProxy(Proxy proxy) {
    return with(changed -> changed.proxy = Optional.of(proxy));
  }

  /** Returns whether connections to peers are disguised. */
  public Encryption encryption() {
    return values.encryption;
  }

  /** Returns these settings with connections disguised as {@code encryption} says. */
  public SessionSettings withEncryption(Encryption encryption) {
    return with(changed -> changed.encryption = encryption);
  }

  /** Returns by what connections to peers may travel; with a proxy it is TCP alone. */
  public Set<Carrier> carriers() {
    return values.carriers;
  }

  /**
   * Returns these settings with no connection over {@code carrier}.
   *
   * @throws IllegalArgumentException if none is left
   */
  public SessionSettings without(Carrier carrier) {
    Set<Carrier> others = new HashSet<>(values.carriers);
    others.remove(carrier);
    if (others.isEmpty()) {
      throw new IllegalArgumentException("without TCP and uTP there is no way to any peer");
    }
    return with(changed -> changed.carriers = Set.copyOf(others));
  }

  /** Returns from where peers of torrents may come, as far as a private torrent allows it. */
  public Set<PeerSource> sources() {
    return values.sources;
  }

  /** Returns these settings with no peer learnt of, nor told of, in this way. */
  public SessionSettings without(PeerSource source) {
    Set<PeerSource> others = new HashSet<>(values.sources);
    others.remove(source);
    return with(changed -> changed.sources = Set.copyOf(others));
  }

  /** Returns the addresses that are to be no peers, nor nodes of the DHT. */
  public AddressRanges blocked() {
    return values.blocked;
  }

  /** Returns these settings with nobody at these addresses spoken to. */
  public SessionSettings withBlocked(AddressRanges addresses) {
    return with(changed -> changed.blocked = addresses);
  }

  /** Returns whom the node of the DHT asks for the way in; empty if there is to be no node. */
  public Optional<List<Endpoint>> dhtBootstrap() {
    return values.dhtBootstrap;
  }

  /**
   * Returns these settings with a node of the distributed hash table.
   *
   * @param bootstrap whom it asks when it knows nobody; {@link #USUAL_DHT_BOOTSTRAP} are those that
   *     are there for everybody
   */
  public SessionSettings withDht(List<Endpoint> bootstrap) {
    return with(changed -> changed.dhtBootstrap = Optional.of(List.copyOf(bootstrap)));
  }

  /** Returns threads, memory and handles of the disk side. */
  public StorageSettings storage() {
    return values.storage;
  }

  /** Returns these settings with {@code bytes} of every disk that is written to left free. */
  public SessionSettings withReserve(long bytes) {
    return with(changed -> changed.storage = changed.storage.withReserve(bytes));
  }

  /** Returns the folders that only the platform can open, by the paths that stand for them. */
  public Map<Path, PlatformFolder> folders() {
    return values.folders;
  }

  /**
   * Returns these settings with {@code folder} in the place of what the disk has at {@code path}:
   * torrents added with that path as their directory have their files there.
   */
  public SessionSettings withFolder(Path path, PlatformFolder folder) {
    Map<Path, PlatformFolder> more = new HashMap<>(values.folders);
    more.put(path, folder);
    return with(changed -> changed.folders = Map.copyOf(more));
  }

  /**
   * Returns what makes a thread for each socket that waits; empty for threads of the system that
   * are used again and again, as suits a phone.
   */
  public Optional<ThreadFactory> threads() {
    return values.threads;
  }

  /**
   * Returns these settings with threads made by {@code factory}, one for each socket that waits:
   * virtual ones, where there are any.
   */
  public SessionSettings withThreads(ThreadFactory factory) {
    return with(changed -> changed.threads = Optional.of(factory));
  }

  /** Returns who is told what the session does; nobody at first. */
  public Probe probe() {
    return values.probe;
  }

  /** Returns these settings with what is done told to {@code probe}. */
  public SessionSettings withProbe(Probe probe) {
    return with(changed -> changed.probe = probe);
  }

  /** The settings while they are put together; nobody changes them afterwards. */
  private static final class Values {
    final Path stateDirectory;
    Optional<InetAddress> bindAddress = Optional.empty();
    int port = DEFAULT_PORT;
    RateLimits limits = RateLimits.NONE;
    int maxPeers = DEFAULT_MAX_PEERS;
    OptionalInt uploadSlots = OptionalInt.empty();
    boolean portMapping = true;
    boolean superSeeding;
    Optional<Proxy> proxy = Optional.empty();
    Encryption encryption = Encryption.PREFER;
    AddressRanges blocked = AddressRanges.NONE;
    Set<Carrier> carriers = Set.of(Carrier.values());
    Set<PeerSource> sources = Set.of(PeerSource.values());
    Optional<List<Endpoint>> dhtBootstrap = Optional.empty();
    StorageSettings storage =
        StorageSettings.forProcessors(Runtime.getRuntime().availableProcessors());
    Map<Path, PlatformFolder> folders = Map.of();
    Optional<ThreadFactory> threads = Optional.empty();
    Probe probe = Probe.NONE;

    Values(Path stateDirectory) {
      this.stateDirectory = stateDirectory;
    }

    Values(Values other) {
      stateDirectory = other.stateDirectory;
      bindAddress = other.bindAddress;
      port = other.port;
      limits = other.limits;
      maxPeers = other.maxPeers;
      uploadSlots = other.uploadSlots;
      portMapping = other.portMapping;
      superSeeding = other.superSeeding;
      proxy = other.proxy;
      encryption = other.encryption;
      blocked = other.blocked;
      carriers = other.carriers;
      sources = other.sources;
      dhtBootstrap = other.dhtBootstrap;
      storage = other.storage;
      folders = other.folders;
      threads = other.threads;
      probe = other.probe;
    }
  }
}
