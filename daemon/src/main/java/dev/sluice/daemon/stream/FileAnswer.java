package dev.sluice.daemon.stream;

import dev.sluice.api.FileStream;
import dev.sluice.daemon.http.HttpRequest;
import dev.sluice.daemon.http.HttpResponse;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.model.ByteRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers a request for one file: all of it, a range, several, or that there is no such range. */
final class FileAnswer {
  private static final String BOUNDARY = "sluice-part-of-a-file";

  private final FileStream stream;
  private final FileEntry file;
  private final String tag;

  /**
   * Answers for a file.
   *
   * @param tag its entity tag, quoted; the same as long as its bytes are
   */
  FileAnswer(FileStream stream, String tag) {
    this.stream = stream;
    this.file = stream.file();
    this.tag = tag;
  }

  HttpResponse to(HttpRequest request) {
    if (request.header("If-None-Match").filter(this::isOurs).isPresent()) {
      return HttpResponse.empty(304).with("ETag", tag);
    }
    Optional<List<ByteRange>> ranges =
        request
            .header("Range")
            .filter(unused -> request.header("If-Range").map(tag::equals).orElse(true))
            .flatMap(header -> RangeHeader.parse(header, file.lengthBytes()));
    return ranges.map(this::partial).orElseGet(this::whole);
  }

  private boolean isOurs(String tags) {
    return tags.equals("*") || tags.contains(tag);
  }

  private HttpResponse whole() {
    ByteRange all = new ByteRange(0, file.lengthBytes());
    return new HttpResponse(200, headers(), new RangeBody(stream, all))
        .with("Content-Type", type());
  }

  private HttpResponse partial(List<ByteRange> ranges) {
    if (ranges.isEmpty()) {
      return new HttpResponse(416, headers(), HttpResponse.empty(416).body())
          .with("Content-Range", "bytes */" + file.lengthBytes());
    }
    if (ranges.size() > 1) {
      return several(ranges);
    }
    ByteRange range = ranges.getFirst();
    return new HttpResponse(206, headers(), new RangeBody(stream, range))
        .with("Content-Type", type())
        .with("Content-Range", contentRange(range));
  }

  private HttpResponse several(List<ByteRange> ranges) {
    List<MultipartBody.Part> parts =
        ranges.stream()
            .map(range ->
                new MultipartBody.Part(
                    BOUNDARY, type(), contentRange(range), new RangeBody(stream, range)))
            .toList();
    return new HttpResponse(206, headers(), new MultipartBody(BOUNDARY, parts))
        .with("Content-Type", "multipart/byteranges; boundary=" + BOUNDARY);
  }

  private String contentRange(ByteRange range) {
    return "bytes %d-%d/%d".formatted(range.from(), range.to() - 1, file.lengthBytes());
  }

  private String name() {
    return file.path().fileName();
  }

  private String type() {
    return ContentType.of(name());
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept-Ranges", "bytes");
    headers.put("ETag", tag);
    headers.put("Cache-Control", "no-cache");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Disposition", "inline; filename*=UTF-8''" + UrlText.encode(name()));
    return headers;
  }

  /** Returns a tag for a file of a torrent, whose bytes never change. */
  static String tag(String infoHash, int fileIndex) {
    return "\"" + infoHash + "-" + fileIndex + "\"";
  }
}
