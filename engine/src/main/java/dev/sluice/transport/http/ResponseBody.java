package dev.sluice.transport.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads a body: its framing, its compression, its limit. */
final class ResponseBody {
  private ResponseBody() {}

  /**
   * Returns the whole body, decoded.
   *
   * @param maxBytes for the bytes as sent and for the bytes returned
   * @throws HttpException if it is longer, shorter than announced, or garbled
   */
  static byte[] read(ResponseHead head, InputStream in, int maxBytes) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      return new byte[0];
    }
    InputStream sent = new LimitedInput(framed(head, in, maxBytes), maxBytes);
    try {
      return all(decoded(head, sent), maxBytes);
    } catch (EOFException e) {
      throw new HttpException("the answer's compressed body is cut off");
    } catch (ZipException e) {
      throw new HttpException("the answer's compressed body is garbled");
    }
  }

  private static InputStream framed(ResponseHead head, InputStream in, int maxBytes)
      throws HttpException {
    if (head.has("transfer-encoding", "chunked")) {
      return new ChunkedInput(in);
    }
    if (head.header("content-length").isEmpty()) {
      return in;
    }
    String digits = head.header("content-length").get();
    if (!digits.matches("[0-9]{1,18}")) {
      throw new HttpException("the answer has no usable length");
    }
    long length = Long.parseLong(digits);
    if (length > maxBytes) {
      throw tooLong(maxBytes);
    }
    return new ExactInput(in, (int) length);
  }

  private static InputStream decoded(ResponseHead head, InputStream sent) throws IOException {
    String coding = head.header("content-encoding").orElse("identity").toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "identity", "" -> sent;
      case "gzip", "x-gzip" -> new GZIPInputStream(sent);
      case "deflate" -> new InflaterInputStream(sent);
      default -> throw new HttpException("the answer is compressed in a way we did not ask for");
    };
  }

  private static byte[] all(InputStream in, int maxBytes) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    for (int count = in.read(part); count >= 0; count = in.read(part)) {
      if (body.size() + count > maxBytes) {
        throw tooLong(maxBytes);
      }
      body.write(part, 0, count);
    }
    return body.toByteArray();
  }

  private static HttpException tooLong(int maxBytes) {
    return new HttpException(
        String.format(Locale.ROOT, "the answer is longer than %d bytes", maxBytes));
  }

  /** Exactly so many bytes, or a fault. */
  private static final class ExactInput extends InputStream {
    private final InputStream in;
    private final int length;
    private int left;

    ExactInput(InputStream in, int length) {
      this.in = in;
      this.length = length;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (left == 0) {
        return -1;
      }
      int got = in.read(bytes, offset, Math.min(count, left));
      if (got < 0) {
        throw new HttpException(
            String.format(
                Locale.ROOT, "the answer ends after %d of %d bytes", length - left, length));
      }
      left -= got;
      return got;
    }
  }

  /** At most so many bytes, or a fault: compressed nothing is endless, too. */
  private static final class LimitedInput extends InputStream {
    private final InputStream in;
    private final int maxBytes;
    private int count;

    LimitedInput(InputStream in, int maxBytes) {
      this.in = in;
      this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int got = in.read(bytes, offset, length);
      count += Math.max(0, got);
      if (count > maxBytes) {
        throw tooLong(maxBytes);
      }
      return got;
    }
  }
}
