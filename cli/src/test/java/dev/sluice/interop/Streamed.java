package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** A slow seeder, and {@code sluice stream} that fetches from it. */
final class Streamed implements AutoCloseable {
  private static final int KIB = 1024;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final LibtorrentNode seeder;
  private final SluiceProcess sluice;
  private final InetSocketAddress http = Loopback.endpoint();

  /** Streams a torrent of which the file is known. */
  static Streamed from(SampleData data, long bytesPerSecond, Path work) {
    return new Streamed(data, bytesPerSecond, torrent -> torrent.path().toString(), work);
  }

  /**
   * Streams a torrent.
   *
   * @param source names it on the command line
   */
  Streamed(SampleData data, long bytesPerSecond, Function<TorrentFile, String> source, Path work) {
    TorrentFile torrent =
        TorrentFile.byLibtorrent(data, 128 * KIB, work, "http://127.0.0.1:1/announce");
    seeder = LibtorrentNode.seed(torrent, data.parent(), work);
    seeder.limitUpload(bytesPerSecond);
    InetSocketAddress ours = Loopback.endpoint();
    sluice =
        SluiceProcess.start(
            work,
            "stream",
            source.apply(torrent),
            "-d",
            work.resolve("got").toString(),
            "--bind",
            ours.getAddress().getHostAddress(),
            "--port",
            Integer.toString(ours.getPort()),
            "--peer",
            Loopback.text(seeder.endpoint()),
            "--http",
            Loopback.text(http),
            "--no-dht",
            "--no-lsd",
            "--no-trackers",
            "--json");
    sluice.awaitEvent("it streams", DEADLINE, event -> event.toString().contains("streaming"));
  }

  String url() {
    return "http://" + Loopback.text(http) + "/files/0";
  }

  byte[] range(long from, int lengthBytes) throws IOException {
    var connection = (HttpURLConnection) URI.create(url()).toURL().openConnection();
    connection.setRequestProperty("Range", "bytes=%d-%d".formatted(from, from + lengthBytes - 1));
    connection.setReadTimeout((int) DEADLINE.toMillis());
    assertThat(connection.getResponseCode()).isEqualTo(206);
    try (InputStream body = connection.getInputStream()) {
      return body.readAllBytes();
    }
  }

  long sentBySeeder() {
    return seeder.uploadedBytes();
  }

  @Override
  public void close() {
    sluice.close();
    seeder.close();
  }
}
