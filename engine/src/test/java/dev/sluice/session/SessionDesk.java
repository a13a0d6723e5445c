package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.AddTorrent;
import dev.sluice.api.PeerSource;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A session on the loopback with folders of its own and a record of what it says. */
final class SessionDesk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofMillis(5);

  final Path downloads;
  final Session session;
  private final LinkedBlockingQueue<TorrentEvent> events = new LinkedBlockingQueue<>();
  private final List<TorrentEvent> seen = new ArrayList<>();

  private SessionDesk(Path folder, UnaryOperator<SessionSettings> changes) {
    this.downloads = folder.resolve("downloads");
    SessionSettings usual =
        SessionSettings.in(folder.resolve("state"))
            .withBindAddress(loopback())
            .withPort(0)
            .without(PeerSource.LSD);
    this.session = Session.start(changes.apply(usual));
    session.subscribe(events::add);
  }

  /** Starts a session whose folders are below {@code folder}. */
  static SessionDesk in(Path folder) {
    return in(folder, settings -> settings);
  }

  /** Starts a session with other settings than usual. */
  static SessionDesk in(Path folder, UnaryOperator<SessionSettings> changes) {
    return new SessionDesk(folder, changes);
  }

  static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  /** Returns where other sessions reach this one. */
  PeerAddress address() {
    return new PeerAddress(loopback(), session.listening().port().orElseThrow());
  }

  /** Puts the torrent's files into the folder of downloads, adds it, and waits until it seeds. */
  InfoHash seed(TestTorrent torrent) {
    store(torrent);
    InfoHash added = session.add(request(torrent));
    awaitCompleted();
    return added;
  }

  /** Adds a torrent that peers are known for. */
  InfoHash fetch(TestTorrent torrent, PeerAddress... peers) {
    return session.add(request(torrent).withPeers(List.of(peers)));
  }

  AddTorrent request(TestTorrent torrent) {
    return AddTorrent.of(torrent.metainfo(), downloads).withoutTrackers();
  }

  /** Writes the files as a finished download would have left them. */
  void store(TestTorrent torrent) {
    try {
      for (FileEntry file : torrent.info().files()) {
        if (file.isStored()) {
          Path path = path(file);
          Files.createDirectories(path.getParent());
          Files.write(path, torrent.file(file.index()));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns where a file of the torrent is. */
  Path path(FileEntry file) {
    return downloads.resolve(String.join("/", file.path().elements()));
  }

  /** Checks that every file is there, byte for byte, and no padding. */
  void assertHolds(TestTorrent torrent) throws IOException {
    for (FileEntry file : torrent.info().files()) {
      if (file.isStored()) {
        assertThat(path(file)).hasBinaryContent(torrent.file(file.index()));
      } else {
        assertThat(path(file)).doesNotExist();
      }
    }
  }

  void limit(long downBytesPerSecond, long upBytesPerSecond) {
    session.limit(new RateLimits(downBytesPerSecond, upBytesPerSecond));
  }

  TorrentView view(InfoHash torrent) {
    return session.torrent(torrent).orElseThrow();
  }

  void awaitCompleted() {
    await(TorrentEvent.Completed.class);
  }

  void awaitState(TorrentState state) {
    await(event -> event instanceof TorrentEvent.StateChanged(var torrent, var is) && is == state);
  }

  /** Waits until so many pieces more have been verified. */
  void awaitPieces(int count) {
    for (int i = 0; i < count; i++) {
      await(TorrentEvent.PieceCompleted.class);
    }
  }

  <E extends TorrentEvent> E await(Class<E> kind) {
    return kind.cast(await(kind::isInstance));
  }

  /** Waits for the next event of a kind; those before it are only kept in {@link #seen}. */
  TorrentEvent await(Predicate<TorrentEvent> kind) {
    try {
      while (true) {
        TorrentEvent event = events.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        assertThat(event).as("an event; so far: %s %s", lastSeen(), session.torrents()).isNotNull();
        seen.add(event);
        if (kind.test(event)) {
          return event;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns every event up to this moment. */
  List<TorrentEvent> seen() {
    events.drainTo(seen);
    return seen;
  }

  private List<TorrentEvent> lastSeen() {
    return seen.subList(Math.max(0, seen.size() - 10), seen.size());
  }

  /** Waits until something holds that no event tells of. */
  static void await(String what, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - begin).as(what).isLessThan(PATIENCE.toNanos());
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
