package dev.sluice.architecture;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes that may do what an {@link EngineRule} forbids, each with its reason. */
final class Exceptions {
  /** Who starts threads. */
  static final Map<String, String> STARTS_THREADS =
      Map.of(
          "dev.sluice.actor.Threads", "actors and blocking work, in production",
          "dev.sluice.actor.PooledThreads", "the same, where there are no virtual threads",
          "dev.sluice.storage.LaneThread", "a disk lane, in production",
          "dev.sluice.session.Session", "makes the factory of disk threads; starts nothing");

  /** Where threads meet, and state may be shared. */
  static final Map<String, String> SHARES_STATE =
      Map.ofEntries(
          Map.entry("dev.sluice.actor.OwnerThread", "sees the thread that does not belong"),
          Map.entry("dev.sluice.actor.Awaited", "a value that programs wait for"),
          Map.entry("dev.sluice.actor.Published", "a view that others may look at"),
          Map.entry(
              "dev.sluice.actor.PooledThreads", "an interrupt meets the work it is meant for"),
          Map.entry("dev.sluice.actor.ThreadedActors", "waits for the ends of its threads"),
          Map.entry("dev.sluice.actor.ThreadedMailbox", "everybody puts in, the owner takes out"),
          Map.entry("dev.sluice.storage.LaneThread", "everybody puts in, the lane takes out"),
          Map.entry("dev.sluice.storage.BlockBuffers", "readers lease, lanes release"),
          Map.entry("dev.sluice.storage.PieceCheck", "all lanes work on one check"),
          Map.entry("dev.sluice.storage.CheckRun", "counts the lanes that still check"),
          Map.entry("dev.sluice.storage.ContentHasher", "all lanes hash one torrent"),
          Map.entry("dev.sluice.storage.PieceWriter", "figures for the metrics"),
          Map.entry("dev.sluice.storage.ReadPace", "whoever reads tells how long it took"),
          Map.entry("dev.sluice.storage.ReadingDesk", "one reader at a time, who comes first"),
          Map.entry("dev.sluice.storage.TorrentFiles", "all lanes write the same files"),
          Map.entry("dev.sluice.storage.TorrentOnDisk", "takes commands, gathers lanes' answers"),
          Map.entry(
              "dev.sluice.storage.UploadReads", "connections read on the lanes of their pieces"),
          Map.entry("dev.sluice.storage.VerifiedPieces", "lanes add, everybody looks"),
          Map.entry("dev.sluice.transport.Race", "attempts end here, one thread waits"),
          Map.entry(
              "dev.sluice.transport.utp.StreamBuffer", "a peer's thread and the uTP actor meet"),
          Map.entry("dev.sluice.transport.utp.UtpConnection", "tells the uTP actor once"),
          Map.entry("dev.sluice.transport.RateLimiter", "connections wait for a shared rate"),
          Map.entry("dev.sluice.swarm.peer.BufferPool", "connections share a few large buffers"),
          Map.entry("dev.sluice.swarm.peer.Outbox", "the torrent puts in, the writer takes out"),
          Map.entry("dev.sluice.swarm.peer.PeerConnection", "remembers who closed it"),
          Map.entry("dev.sluice.swarm.peer.PeerReader", "says that our own limit holds it back"),
          Map.entry("dev.sluice.swarm.peer.PeerWriter", "says that our own limit holds it back"),
          Map.entry("dev.sluice.session.IncomingRouter", "bounds the strangers at the door"));

  /** Who reads the machine's clock. */
  static final Map<String, String> READS_THE_CLOCK =
      Map.of(
          "dev.sluice.actor.MonotonicClock", "its SYSTEM is the one that programs pass in",
          "dev.sluice.actor.WallClock", "likewise");

  /** Who makes randomness of its own. */
  static final Map<String, String> FETCHES_CHANCE =
      Map.of("dev.sluice.session.Session", "composes: everything else gets its randomness from it");

  /** Who sleeps, on a thread that has nothing else to do. */
  static final Map<String, String> SLEEPS =
      Map.of(
          "dev.sluice.session.IncomingRouter",
          "has no mailbox, and takes a breath when it has no descriptors",
          "dev.sluice.transport.TimeLimit",
          "its thread has nothing to do but to wait for a stranger's time to be over");

  private Exceptions() {}

  /** Returns the names of all excepted classes. */
  static Set<String> all() {
    return Stream.of(STARTS_THREADS, SHARES_STATE, READS_THE_CLOCK, FETCHES_CHANCE, SLEEPS)
        .flatMap(exceptions -> exceptions.keySet().stream())
        .collect(Collectors.toSet());
  }
}
