package dev.sluice.daemon.stream;

import dev.sluice.daemon.http.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Several ranges of a file in one answer, {@code multipart/byteranges} (RFC 9110, section 14.6).
 */
final class MultipartBody implements Body {
  private final List<Part> parts;
  private final byte[] end;

  /**
   * One of them.
   *
   * @param head its boundary and headers
   * @param body its bytes
   */
  record Part(byte[] head, Body body) {
    Part(String boundary, String contentType, String contentRange, Body body) {
      this(
          ("\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n")
              .formatted(boundary, contentType, contentRange)
              .getBytes(StandardCharsets.ISO_8859_1),
          body);
    }

    long lengthBytes() {
      return head.length + body.lengthBytes();
    }
  }

  MultipartBody(String boundary, List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public long lengthBytes() {
    return parts.stream().mapToLong(Part::lengthBytes).sum() + end.length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (Part part : parts) {
      out.write(part.head());
      part.body().writeTo(out);
    }
    out.write(end);
  }

  @Override
  public void close() {
    parts.forEach(part -> part.body().close());
  }
}
