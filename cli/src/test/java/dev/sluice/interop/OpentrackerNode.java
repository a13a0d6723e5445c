package dev.sluice.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * opentracker, one process for HTTP and UDP on the same port. Debian builds it with a whitelist:
 * only torrents it was told about are tracked.
 */
final class OpentrackerNode implements AutoCloseable {
  private static final String WHITELIST = "whitelist";
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final InetSocketAddress endpoint;
  private final Path folder;
  private final ClientProcess process;

  private OpentrackerNode(InetSocketAddress endpoint, Path folder, ClientProcess process) {
    this.endpoint = endpoint;
    this.folder = folder;
    this.process = process;
  }

  /** Starts a tracker that knows no torrent yet; returns when it answers. */
  static OpentrackerNode start(Path work) {
    Installed.require("opentracker", "opentracker");
    InetSocketAddress endpoint = Loopback.endpoint();
    Path folder = folderForNobody(work);
    String port = Integer.toString(endpoint.getPort());
    // Under root it changes its root to the folder and its user to nobody; it refuses to stay root.
    var command =
        List.of(
            "opentracker",
            "-i",
            endpoint.getAddress().getHostAddress(),
            "-p",
            port,
            "-P",
            port,
            "-u",
            "nobody",
            "-d",
            folder.toString(),
            "-w",
            WHITELIST);
    var node =
        new OpentrackerNode(
            endpoint, folder, ClientProcess.start(work, "opentracker-" + port, command));
    Eventually.until("opentracker answers", DEADLINE, node::answers);
    return node;
  }

  private static Path folderForNobody(Path work) {
    try {
      Path folder = Files.createTempDirectory(work, "opentracker-");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.createFile(folder.resolve(WHITELIST));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String httpAnnounce() {
    return "http://" + Loopback.text(endpoint) + "/announce";
  }

  String udpAnnounce() {
    return "udp://" + Loopback.text(endpoint) + "/announce";
  }

  /** Lets the tracker track this torrent; returns when it does. */
  void track(TorrentFile torrent) {
    try {
      Files.writeString(
          folder.resolve(WHITELIST), torrent.infoHash() + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.signal("HUP");
    // It reads the list on a thread of its own. The probe announces a peer that has stopped.
    Eventually.until(
        "opentracker tracks " + torrent.infoHash(),
        DEADLINE,
        () ->
            !get(
                    "/announce?info_hash=%s&peer_id=-PROBE-0000000000000&port=9&left=1&event=stopped",
                    torrent)
                .contains("failure reason"));
  }

  /** Returns once this many complete peers are announced for {@code torrent}. */
  void awaitSeeders(TorrentFile torrent, long count) {
    Eventually.until(
        count + " seeders announced", DEADLINE, () -> scrape(torrent, "complete") >= count);
  }

  /** Returns once this many incomplete peers are announced for {@code torrent}. */
  void awaitLeechers(TorrentFile torrent, long count) {
    Eventually.until(
        count + " leechers announced", DEADLINE, () -> scrape(torrent, "incomplete") >= count);
  }

  /** Returns the number behind {@code key} of a scrape (BEP 48), 0 for an unknown torrent. */
  long scrape(TorrentFile torrent, String key) {
    String answer = get("/scrape?info_hash=%s", torrent);
    Matcher number = Pattern.compile(key.length() + ":" + key + "i(\\d+)e").matcher(answer);
    return number.find() ? Long.parseLong(number.group(1)) : 0;
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError(process.transcript());
    }
    try {
      return !read("/scrape?info_hash=" + percentEncoded("00".repeat(20))).isEmpty();
    } catch (IOException _) {
      return false; // Its port is not open yet.
    }
  }

  private String get(String pattern, TorrentFile torrent) {
    try {
      return read(pattern.formatted(percentEncoded(torrent.infoHash())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String pathAndQuery) throws IOException {
    var url = URI.create("http://" + Loopback.text(endpoint) + pathAndQuery).toURL();
    try (var body = url.openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String percentEncoded(String infoHash) {
    var text = new StringBuilder();
    for (byte octet : HexFormat.of().parseHex(infoHash)) {
      text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
    }
    return text.toString();
  }

  @Override
  public void close() {
    process.close();
  }
}
