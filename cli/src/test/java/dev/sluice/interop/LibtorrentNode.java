package dev.sluice.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** libtorrent (rasterbar), driven through the script {@code libtorrent_node.py}. */
final class LibtorrentNode implements LeechingClient {
  private static final String SCRIPT = "libtorrent_node.py";

  private final InetSocketAddress endpoint;
  private final ClientProcess process;

  private LibtorrentNode(InetSocketAddress endpoint, ClientProcess process) {
    this.endpoint = endpoint;
    this.process = process;
  }

  /** Starts a seeder of {@code data}; returns when libtorrent has checked it and is seeding. */
  static LibtorrentNode seed(TorrentFile torrent, Path data, Path work) {
    return seed(torrent, data, work, Disguise.WELCOME);
  }

  /** Starts a seeder of {@code data} that takes peers as {@code disguise} says. */
  static LibtorrentNode seed(TorrentFile torrent, Path data, Path work, Disguise disguise) {
    LibtorrentNode node = start("seed", torrent.path().toString(), data, work, settings(disguise));
    node.awaitLine("complete");
    return node;
  }

  /** Starts a download into {@code folder}; returns when it takes part. */
  static LibtorrentNode leech(TorrentFile torrent, Path folder, Path work) {
    return leech(torrent, folder, work, Disguise.WELCOME);
  }

  /** Starts a download that takes peers as {@code disguise} says. */
  static LibtorrentNode leech(TorrentFile torrent, Path folder, Path work, Disguise disguise) {
    LibtorrentNode node =
        start("leech", torrent.path().toString(), folder, work, settings(disguise));
    node.awaitLine("ready");
    return node;
  }

  /** Starts a seeder that neither calls nor is called over TCP. */
  static LibtorrentNode seedOverUtp(TorrentFile torrent, Path data, Path work, Disguise disguise) {
    LibtorrentNode node = start("seed", torrent.path().toString(), data, work, overUtp(disguise));
    node.awaitLine("complete");
    return node;
  }

  /** Starts a download that neither calls nor is called over TCP. */
  static LibtorrentNode leechOverUtp(
      TorrentFile torrent, Path folder, Path work, Disguise disguise) {
    LibtorrentNode node =
        start("leech", torrent.path().toString(), folder, work, overUtp(disguise));
    node.awaitLine("ready");
    return node;
  }

  private static List<String> overUtp(Disguise disguise) {
    var settings =
        new ArrayList<>(
            List.of(
                "enable_outgoing_utp=1",
                "enable_incoming_utp=1",
                "enable_outgoing_tcp=0",
                "enable_incoming_tcp=0"));
    settings.addAll(settings(disguise));
    return settings;
  }

  /** Starts a node of {@code folder} that exchanges peers; returns when it takes part. */
  static LibtorrentNode gossip(TorrentFile torrent, Path folder, Path work) {
    LibtorrentNode node = start("gossip", torrent.path().toString(), folder, work, List.of());
    node.awaitLine("ready");
    return node;
  }

  /** Makes it connect to somebody. */
  void connect(InetSocketAddress other) {
    process.send("connect " + other.getAddress().getHostAddress() + " " + other.getPort());
  }

  /** Starts a download by a magnet link into {@code folder}; returns at once. */
  static LibtorrentNode magnet(String link, Path folder, Path work) {
    return start("magnet", link, folder, work, List.of());
  }

  /**
   * Starts a seeder of a torrent of one piece, whatever paths it asks for; returns when it seeds.
   *
   * @param piece a file with the content
   */
  static LibtorrentNode plant(Path torrent, Path piece, Path work) {
    LibtorrentNode node = start("plant", torrent.toString(), piece, work, List.of());
    node.awaitLine("complete");
    return node;
  }

  /** Policies: 0 forced, 1 enabled, 2 disabled; levels: 1 plaintext, 2 RC4, 3 both. */
  private static List<String> settings(Disguise disguise) {
    return switch (disguise) {
      case WELCOME -> List.of();
      case REFUSED -> List.of("out_enc_policy=2", "in_enc_policy=2");
      case FORCED -> List.of("out_enc_policy=0", "in_enc_policy=0", "allowed_enc_level=3");
      case FORCED_RC4 -> List.of("out_enc_policy=0", "in_enc_policy=0", "allowed_enc_level=2");
      case FORCED_HANDSHAKE ->
          List.of("out_enc_policy=0", "in_enc_policy=0", "allowed_enc_level=1");
    };
  }

  private static LibtorrentNode start(
      String role, String torrent, Path folder, Path work, List<String> settings) {
    InetSocketAddress endpoint = Loopback.endpoint();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                role,
                torrent,
                folder.toString(),
                endpoint.getAddress().getHostAddress(),
                Integer.toString(endpoint.getPort())));
    arguments.addAll(settings);
    return new LibtorrentNode(endpoint, run(work, role, arguments));
  }

  /** Runs the script to its end and returns the text after {@code info-hash}. */
  static String infoHashFrom(Path work, List<String> arguments) {
    try (ClientProcess process = run(work, arguments.getFirst(), arguments)) {
      int code = process.awaitExit(START);
      return process.outLines().reversed().stream()
          .filter(line -> line.startsWith("info-hash "))
          .map(line -> line.substring("info-hash ".length()))
          .findFirst()
          .orElseThrow(() -> new AssertionError("exit " + code + "\n" + process.transcript()));
    }
  }

  private static ClientProcess run(Path work, String role, List<String> arguments) {
    Installed.requireLibtorrent();
    var command = new ArrayList<>(List.of(Installed.PYTHON, script(work).toString()));
    command.addAll(arguments);
    return ClientProcess.start(work, "libtorrent-" + role + "-" + System.nanoTime(), command);
  }

  private static Path script(Path work) {
    Path script = work.resolve(SCRIPT);
    try (InputStream resource = LibtorrentNode.class.getResourceAsStream(SCRIPT)) {
      if (!Files.exists(script)) {
        Files.copy(resource, script);
      }
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InetSocketAddress endpoint() {
    return endpoint;
  }

  /** Caps what it sends to all peers together; 0 lifts the cap. */
  void limitUpload(long bytesPerSecond) {
    process.send("limit " + bytesPerSecond);
  }

  /** Lets it ask its tracker for peers at once. */
  void announce() {
    process.send("announce");
  }

  /** Returns the bytes of file content it has sent since it started, retransmissions included. */
  long uploadedBytes() {
    long answered = answers().size();
    process.send("uploaded");
    Eventually.until("libtorrent says what it uploaded", START, () -> answers().size() > answered);
    return Long.parseLong(answers().getLast().substring("uploaded ".length()));
  }

  private List<String> answers() {
    return process.outLines().stream().filter(line -> line.startsWith("uploaded ")).toList();
  }

  @Override
  public void awaitComplete(Duration deadline) {
    Eventually.until("libtorrent has everything", deadline, this::isComplete);
  }

  boolean isComplete() {
    return said("complete");
  }

  /** Returns whether it reported an error or failure whose text contains {@code words}. */
  boolean hasNoted(String words) {
    return process.outLines().stream()
        .anyMatch(line -> line.startsWith("note ") && line.contains(words));
  }

  private void awaitLine(String word) {
    Eventually.until(
        "libtorrent is " + word,
        START,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(process.transcript());
          }
          return said(word);
        });
  }

  private boolean said(String word) {
    return process.outLines().stream().anyMatch(line -> line.startsWith(word));
  }

  @Override
  public void close() {
    process.close();
  }
}
