package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.TorrentEvent;
import dev.sluice.model.InfoHash;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a session that was closed: nothing. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class SessionEndIT {
  private static final int MIB = 1 << 20;
  private static final TestTorrent TORRENT = TestTorrent.random(3, 8 * MIB, 64 * 1024);
  private static final long UNLIMITED = Long.MAX_VALUE;
  private static final long SLOW = 256 * 1024;

  @TempDir private Path folder;

  private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
  private final List<SessionDesk> desks = new ArrayList<>();
  private List<String> handlesBefore = List.of();

  @BeforeEach
  void countHandles() throws IOException {
    SessionDesk.in(folder.resolve("warm-up")).close();
    handlesBefore = handles();
  }

  @AfterEach
  void closeSessions() {
    desks.forEach(SessionDesk::close);
  }

  private SessionDesk start(String name) {
    SessionDesk desk = SessionDesk.in(folder.resolve(name));
    desks.add(desk);
    return desk;
  }

  @Test
  void leavesNothingBehindWhenItDidNothing() throws IOException {
    SessionDesk desk = start("desk");
    assertThat(threads()).isNotEmpty();

    desk.close();

    assertNothingIsLeft();
  }

  @Test
  void leavesNothingBehindAfterATransfer() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(TORRENT);
    leecher.fetch(TORRENT, seeder.address());
    leecher.awaitCompleted();

    leecher.close();
    seeder.close();

    assertNothingIsLeft();
  }

  @Test
  void leavesNothingBehindWhenClosedInTheMiddleOfATransfer() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(TORRENT);
    seeder.limit(UNLIMITED, SLOW);
    leecher.fetch(TORRENT, seeder.address());
    leecher.awaitPieces(3);
    assertThat(threads()).anyMatch(name -> name.startsWith("peer-read"));
    assertThat(handles()).hasSizeGreaterThan(handlesBefore.size());

    leecher.close();
    seeder.close();

    assertNothingIsLeft();
  }

  @Test
  void leavesNothingBehindOfAConnectionThatWaitsForItsDownloadLimit() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(TORRENT);
    leecher.limit(1, UNLIMITED);
    InfoHash torrent = leecher.fetch(TORRENT, seeder.address());
    SessionDesk.await("a peer", () -> !leecher.view(torrent).peers().isEmpty());

    leecher.close();
    seeder.close();

    assertNothingIsLeft();
  }

  @Test
  void leavesNothingBehindOfATorrentRemovedJustBefore() throws IOException {
    SessionDesk seeder = start("seeder");
    SessionDesk leecher = start("leecher");
    seeder.seed(TORRENT);
    seeder.limit(UNLIMITED, SLOW);
    InfoHash torrent = leecher.fetch(TORRENT, seeder.address());
    leecher.awaitPieces(3);

    leecher.session.remove(torrent);
    leecher.close();
    seeder.close();

    assertNothingIsLeft();
    assertThat(leecher.seen()).endsWith(new TorrentEvent.Removed(torrent));
  }

  @Test
  void leavesNothingBehindOfStrangersThatSaidNothing() throws IOException {
    SessionDesk desk = start("desk");
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      strangers.add(new Socket(InetAddress.getLoopbackAddress(), desk.address().port()));
    }
    SessionDesk.await(
        "strangers", () -> threads().stream().anyMatch(name -> name.startsWith("greet ")));

    desk.close();

    for (Socket stranger : strangers) {
      stranger.close();
    }
    assertNothingIsLeft();
  }

  @Test
  void freesItsPortAtOnce() throws IOException {
    SessionDesk desk = start("desk");
    int port = desk.address().port();

    desk.close();

    SessionDesk next = SessionDesk.in(folder.resolve("next"), each -> each.withPort(port));
    desks.add(next);
    assertThat(next.address().port()).isEqualTo(port);
    assertThat(next.session.listening().note()).isEmpty();
  }

  @Test
  void mayBeClosedTwice() {
    SessionDesk desk = start("desk");

    desk.close();
    desk.close();

    assertThat(threads()).isEmpty();
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(threads()).isEmpty();
    assertThat(handles()).isEqualTo(handlesBefore);
  }

  /** Returns the names of the threads started since this test began, the machine's own left out. */
  private Set<String> threads() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      ThreadGroup group = thread.getThreadGroup();
      if (!threadsBefore.contains(thread) && group != null && !isOfTheMachine(group, thread)) {
        names.add(thread.getName());
      }
    }
    return names;
  }

  private static boolean isOfTheMachine(ThreadGroup group, Thread thread) {
    return group.getName().equals("system") || thread.getName().startsWith("junit");
  }

  /** Returns what this process holds open of sockets, and of files below our folder. */
  private List<String> handles() throws IOException {
    List<String> handles = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        String target = target(descriptor);
        if (target.startsWith("socket:") || target.startsWith(folder.toString())) {
          handles.add(target);
        }
      }
    }
    return handles;
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed since it was listed, as the one that lists
    }
  }
}
