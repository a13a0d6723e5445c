package dev.sluice.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.model.InfoHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real opentracker on a loopback port, TCP and UDP; ends when closed. Debian builds it so that it
 * serves listed torrents only.
 */
final class Opentracker implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/opentracker");

  private final Process process;
  private final int port;

  private final Path whitelist;

  private Opentracker(Process process, int port, Path whitelist) {
    this.process = process;
    this.whitelist = whitelist;
    this.port = port;
  }

  /**
   * Starts one that serves {@code torrents}. Where it is not installed, the test is skipped, but
   * fails under CI.
   */
  static Opentracker start(List<InfoHash> torrents) throws IOException {
    boolean isInstalled = Files.isExecutable(PROGRAM);
    assertThat(isInstalled || !"true".equals(System.getenv("CI"))).as("has opentracker").isTrue();
    assumeTrue(isInstalled, "opentracker is not installed");
    int port = freePort();
    String number = Integer.toString(port);
    String user = System.getProperty("user.name");
    String unprivileged = user.equals("root") ? "nobody" : user; // it refuses to run as root
    Path whitelist = whitelist(torrents);
    Process process =
        new ProcessBuilder(
                List.of(
                    PROGRAM.toString(),
                    "-i",
                    "127.0.0.1",
                    "-p",
                    number,
                    "-P",
                    number,
                    "-u",
                    unprivileged,
                    "-w",
                    whitelist.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Opentracker tracker = new Opentracker(process, port, whitelist);
    tracker.awaitOpenPort();
    return tracker;
  }

  /** Its reader has given up its rights by then, so everybody may read the file. */
  private static Path whitelist(List<InfoHash> torrents) throws IOException {
    Path file = Files.createTempFile("opentracker", ".whitelist");
    Files.write(file, torrents.stream().map(InfoHash::toHex).toList());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitOpenPort() throws IOException {
    long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException e) {
        if (System.nanoTime() - giveUpNanos > 0 || !process.isAlive()) {
          process.destroy();
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  URI http() {
    return URI.create("http://127.0.0.1:" + port + "/announce");
  }

  URI udp() {
    return URI.create("udp://127.0.0.1:" + port + "/announce");
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.deleteIfExists(whitelist);
  }
}
