package dev.sluice.daemon.stream;

import dev.sluice.api.FileStream;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.daemon.http.HttpRequest;
import dev.sluice.daemon.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of one torrent.
 *
 * <pre>
 *   /                    a page for browsers
 *   /playlist.m3u8       what can be played (also .m3u)
 *   /files/N             file N, counted from 0 as in the torrent
 *   /files/N/NAME        the same; players like names
 * </pre>
 */
final class StreamSite {
  private static final Pattern FILE = Pattern.compile("/files/(\\d{1,9})(/.*)?");

  private final StreamedTorrent torrent;
  private final AccessRule access;
  private final Playlist playlist;

  StreamSite(StreamedTorrent torrent, AccessRule access) {
    this.torrent = torrent;
    this.access = access;
    this.playlist = new Playlist(torrent.files());
  }

  HttpResponse answer(HttpRequest request) {
    Optional<HttpResponse> refusal = access.refusal(request);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    HttpResponse response =
        switch (request.method()) {
          case "GET", "HEAD" -> page(request);
          case "OPTIONS" -> HttpResponse.empty(204);
          default -> HttpResponse.empty(405).with("Allow", "GET, HEAD, OPTIONS");
        };
    return withOrigin(request, response);
  }

  private HttpResponse withOrigin(HttpRequest request, HttpResponse response) {
    return access
        .allowedOrigin(request)
        .map(origin ->
            response
                .with("Access-Control-Allow-Origin", origin)
                .with("Vary", "Origin")
                .with("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                .with("Access-Control-Allow-Headers", "Range, If-Range")
                .with(
                    "Access-Control-Expose-Headers",
                    "Accept-Ranges, Content-Range, Content-Length"))
        .orElse(response);
  }

  private HttpResponse page(HttpRequest request) {
    String path = request.path().substring(access.prefix().length());
    return switch (path) {
      case "/" -> HttpResponse.text(200, "text/html", Page.of(torrent.name(), playlist));
      case "/playlist.m3u8" ->
          HttpResponse.text(200, "application/vnd.apple.mpegurl", playlist.m3u());
      case "/playlist.m3u" -> HttpResponse.text(200, "audio/x-mpegurl", playlist.m3u());
      default -> file(request, path);
    };
  }

  private HttpResponse file(HttpRequest request, String path) {
    Matcher parts = FILE.matcher(path);
    if (!parts.matches() || !torrent.hasFile(Integer.parseInt(parts.group(1)))) {
      return HttpResponse.text(404, "text/plain", "no such file; see /playlist.m3u8\n");
    }
    int fileIndex = Integer.parseInt(parts.group(1));
    Optional<String> problem =
        torrent
            .view()
            .filter(view -> view.state() == TorrentState.FAILED)
            .flatMap(TorrentView::problem);
    Optional<FileStream> stream = torrent.stream(fileIndex);
    if (problem.isPresent() || stream.isEmpty()) {
      return HttpResponse.text(
          503, "text/plain", problem.orElse("the torrent is not running") + "\n");
    }
    String tag = FileAnswer.tag(torrent.infoHash().toString(), fileIndex);
    return new FileAnswer(stream.get(), tag).to(request);
  }
}
