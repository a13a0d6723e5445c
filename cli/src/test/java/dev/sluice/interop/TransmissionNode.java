package dev.sluice.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** transmission-daemon with a configuration folder of its own, driven through its RPC port. */
final class TransmissionNode implements LeechingClient {
  private static final String SESSION_HEADER = "X-Transmission-Session-Id";

  private final InetSocketAddress endpoint;
  private final InetSocketAddress rpc;
  private final ClientProcess process;
  private String session = "";

  private TransmissionNode(
      InetSocketAddress endpoint, InetSocketAddress rpc, ClientProcess process) {
    this.endpoint = endpoint;
    this.rpc = rpc;
    this.process = process;
  }

  /** Starts a seeder of {@code data}; returns when Transmission says that it seeds all of it. */
  static TransmissionNode seed(TorrentFile torrent, Path data, Path work) {
    return seed(torrent, data, work, Disguise.WELCOME);
  }

  /** Starts a seeder that takes peers as {@code disguise} says. */
  static TransmissionNode seed(TorrentFile torrent, Path data, Path work, Disguise disguise) {
    TransmissionNode node = leech(torrent, data, work, disguise);
    node.awaitComplete(START);
    // Of itself it lets the tracker wait for up to a quarter of a minute.
    node.call("{\"method\":\"torrent-reannounce\"}");
    return node;
  }

  /** Starts a download into {@code data}, which is also how Transmission begins to seed. */
  static TransmissionNode leech(TorrentFile torrent, Path data, Path work) {
    return leech(torrent, data, work, Disguise.WELCOME);
  }

  /** Starts a download that takes peers as {@code disguise} says. */
  static TransmissionNode leech(TorrentFile torrent, Path data, Path work, Disguise disguise) {
    Installed.require("transmission-daemon", "transmission-daemon");
    InetSocketAddress endpoint = Loopback.endpoint();
    InetSocketAddress rpc = Loopback.endpoint();
    Path folder = configuration(work, settings(endpoint, rpc, data, encryption(disguise)));
    var command = List.of("transmission-daemon", "--foreground", "--config-dir", folder.toString());
    var node = new TransmissionNode(endpoint, rpc, ClientProcess.start(folder, "daemon", command));
    Eventually.until("Transmission answers", START, node::answers);
    node.call(
        """
        {"method":"torrent-add","arguments":{"filename":"%s","download-dir":"%s"}}\
        """
            .formatted(torrent.path(), data));
    return node;
  }

  @Override
  public void awaitComplete(Duration deadline) {
    Eventually.until("Transmission seeds", deadline, this::isSeeding);
  }

  private static Path configuration(Path work, String settings) {
    try {
      Path folder = Files.createTempDirectory(work, "transmission-");
      Files.writeString(folder.resolve("settings.json"), settings);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As Transmission counts: 0 is clear preferred, 1 encryption preferred, 2 required. */
  private static int encryption(Disguise disguise) {
    return switch (disguise) {
      case WELCOME -> 0;
      case FORCED_RC4 -> 2;
      default -> throw new IllegalArgumentException("Transmission has no setting for " + disguise);
    };
  }

  private static String settings(
      InetSocketAddress endpoint, InetSocketAddress rpc, Path data, int encryption) {
    return """
    {
      "bind-address-ipv4": "%s", "bind-address-ipv6": "::1", "peer-port": %d,
      "peer-port-random-on-start": false, "port-forwarding-enabled": false,
      "rpc-bind-address": "%s", "rpc-port": %d, "rpc-whitelist-enabled": false,
      "rpc-host-whitelist-enabled": false, "rpc-authentication-required": false,
      "dht-enabled": false, "lpd-enabled": false, "pex-enabled": false, "utp-enabled": false,
      "encryption": %d, "ratio-limit-enabled": false, "queue-stalled-enabled": false,
      "download-queue-enabled": false, "trash-original-torrent-files": false,
      "incomplete-dir-enabled": false, "download-dir": "%s"
    }
    """
        .formatted(
            endpoint.getAddress().getHostAddress(),
            endpoint.getPort(),
            rpc.getAddress().getHostAddress(),
            rpc.getPort(),
            encryption,
            data);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError(process.transcript());
    }
    try {
      return post("{\"method\":\"session-stats\"}").contains("success");
    } catch (IOException _) {
      return false; // Its port is not open yet.
    }
  }

  /** Status 6 is "seeding" in Transmission's RPC specification. */
  private boolean isSeeding() {
    String torrents =
        call(
            """
            {"method":"torrent-get","arguments":{"fields":["status","leftUntilDone"]}}\
            """);
    return torrents.contains("\"leftUntilDone\":0") && torrents.contains("\"status\":6");
  }

  private String call(String request) {
    try {
      return post(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request; a 409 carries the session id to send it again with. */
  private String post(String request) throws IOException {
    var url = URI.create("http://" + Loopback.text(rpc) + "/transmission/rpc").toURL();
    for (int attempt = 0; attempt < 2; attempt++) {
      var connection = (HttpURLConnection) url.openConnection();
      connection.setDoOutput(true);
      connection.setRequestProperty(SESSION_HEADER, session);
      connection.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      if (connection.getResponseCode() != HttpURLConnection.HTTP_CONFLICT) {
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      }
      session = connection.getHeaderField(SESSION_HEADER);
    }
    throw new IOException("Transmission refuses its own session id");
  }

  @Override
  public InetSocketAddress endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.close();
  }
}
