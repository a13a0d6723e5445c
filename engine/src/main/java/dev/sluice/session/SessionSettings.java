package dev.sluice.session;

import dev.sluice.api.RateLimits;
import dev.sluice.storage.StorageSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadFactory;

/**
 * What a session is made of.
 *
 * @param stateDirectory where resume data lives; made when missing
 * @param bindAddress the local address of every socket; empty lets the system choose
 * @param port the port that peers connect to, to 65535; 0 for any, and the next free one if it is
 *     taken
 * @param limits of all torrents together
 * @param maxPeers connections of one torrent, 1 or more
 * @param uploadSlots peers that one torrent uploads to at a time, at least 1; empty for as many as
 *     make it faster
 * @param storage threads, memory and handles of the disk side
 * @param threads makes the threads that wait for sockets: virtual ones where there are any
 */
public record SessionSettings(
    Path stateDirectory,
    Optional<InetAddress> bindAddress,
    int port,
    RateLimits limits,
    int maxPeers,
    OptionalInt uploadSlots,
    StorageSettings storage,
    ThreadFactory threads) {
  /** The port that is tried first. */
  public static final int DEFAULT_PORT = 6881;

  /** Enough for any swarm; more costs trackers and peers without making it faster. */
  public static final int DEFAULT_MAX_PEERS = 80;

  public SessionSettings {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("no such port: " + port);
    }
    if (maxPeers < 1) {
      throw new IllegalArgumentException("a torrent needs a peer at least, not " + maxPeers);
    }
    if (uploadSlots.isPresent() && uploadSlots.getAsInt() < 1) {
      throw new IllegalArgumentException("no upload slots: " + uploadSlots.getAsInt());
    }
  }

  /** Returns the usual settings, with state kept in {@code stateDirectory}. */
  public static SessionSettings in(Path stateDirectory) {
    return new SessionSettings(
        stateDirectory,
        Optional.empty(),
        DEFAULT_PORT,
        RateLimits.NONE,
        DEFAULT_MAX_PEERS,
        OptionalInt.empty(),
        StorageSettings.forProcessors(Runtime.getRuntime().availableProcessors()),
        SessionSettings::daemonThread);
  }

  private static Thread daemonThread(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    return thread;
  }

  /** Returns these settings with another port. */
  public SessionSettings withPort(int otherPort) {
    return new SessionSettings(
        stateDirectory, bindAddress, otherPort, limits, maxPeers, uploadSlots, storage, threads);
  }

  /** Returns these settings with every socket bound to {@code address}. */
  public SessionSettings withBindAddress(InetAddress address) {
    return new SessionSettings(
        stateDirectory,
        Optional.of(address),
        port,
        limits,
        maxPeers,
        uploadSlots,
        storage,
        threads);
  }

  /** Returns these settings with other rate limits. */
  public SessionSettings withLimits(RateLimits otherLimits) {
    return new SessionSettings(
        stateDirectory, bindAddress, port, otherLimits, maxPeers, uploadSlots, storage, threads);
  }

  /** Returns these settings with another bound on connections of one torrent. */
  public SessionSettings withMaxPeers(int otherMaxPeers) {
    return new SessionSettings(
        stateDirectory, bindAddress, port, limits, otherMaxPeers, uploadSlots, storage, threads);
  }

  /** Returns these settings with a fixed number of upload slots, at least 1. */
  public SessionSettings withUploadSlots(int slots) {
    return new SessionSettings(
        stateDirectory,
        bindAddress,
        port,
        limits,
        maxPeers,
        OptionalInt.of(slots),
        storage,
        threads);
  }

  /**
   * Returns these settings with threads made by {@code factory}, one for each socket that waits.
   */
  public SessionSettings withThreads(ThreadFactory factory) {
    return new SessionSettings(
        stateDirectory, bindAddress, port, limits, maxPeers, uploadSlots, storage, factory);
  }
}
