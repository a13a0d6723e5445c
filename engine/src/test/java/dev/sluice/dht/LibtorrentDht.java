package dev.sluice.dht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * DHT nodes of libtorrent in one process, driven through {@code libtorrent_dht.py}; it ends when
 * closed. Where libtorrent is not installed, the test is skipped, but fails under CI.
 */
final class LibtorrentDht implements AutoCloseable {
  private static final String PYTHON = "/usr/bin/python3";

  private final Process process;
  private final Path script;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LibtorrentDht(Process process, Path script) {
    this.process = process;
    this.script = script;
    Thread reader = new Thread(this::read, "read libtorrent");
    reader.setDaemon(true);
    reader.start();
  }

  static LibtorrentDht start(List<PeerAddress> addresses) throws IOException {
    requireLibtorrent();
    Path script = Files.createTempFile("libtorrent_dht", ".py");
    try (InputStream source = LibtorrentDht.class.getResourceAsStream("libtorrent_dht.py")) {
      Files.write(script, Objects.requireNonNull(source).readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of(PYTHON, script.toString()));
    addresses.forEach(address -> command.add(address.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    LibtorrentDht nodes = new LibtorrentDht(process, script);
    Patience.until("libtorrent listens", () -> nodes.said("ready"));
    return nodes;
  }

  private static void requireLibtorrent() throws IOException {
    boolean isInstalled = false;
    try {
      Process check = new ProcessBuilder(PYTHON, "-c", "import libtorrent").start();
      isInstalled = check.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(isInstalled || !"true".equals(System.getenv("CI"))).as("has libtorrent").isTrue();
    assumeTrue(isInstalled, "python3-libtorrent is not installed");
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(lines::add);
    } catch (IOException e) {
      lines.add("ended: " + e);
    }
  }

  boolean said(String line) {
    return lines.contains(line);
  }

  List<String> lines() {
    return lines;
  }

  void announce(int node, InfoHash torrent) {
    send("announce %d %s".formatted(node, torrent.toHex()));
  }

  void find(int node, InfoHash torrent) {
    send("get %d %s".formatted(node, torrent.toHex()));
  }

  boolean hasFound(int node, PeerAddress peer) {
    return said("found %d %s".formatted(node, peer));
  }

  void send(String command) {
    try {
      Writer input = process.outputWriter();
      input.write(command + "\n");
      input.flush();
    } catch (IOException e) {
      throw new AssertionError("libtorrent has ended: " + lines, e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.deleteIfExists(script);
  }
}
