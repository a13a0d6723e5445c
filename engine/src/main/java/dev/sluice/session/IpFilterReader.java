package dev.sluice.session;

import dev.sluice.model.AddressRanges;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of addresses, plain or compressed with gzip, in any mixture of these lines:
 *
 * <pre>
 *   P2P    some name:1.2.3.0-1.2.3.255
 *   DAT    001.002.003.000 - 001.002.003.255 , 000 , some name     blocked if the level is under 128
 *   CIDR   1.2.3.0/24       2001:db8::/32
 *   plain  1.2.3.4          1.2.3.0-1.2.3.255
 *          # ; // comments, and empty lines
 * </pre>
 *
 * <p>A line that is none of these is counted and left out. Owned by the thread that reads.
 */
final class IpFilterReader {
  /** What the largest lists have several times over; 32 MiB of memory when all are of IPv4. */
  static final int MAX_RANGES = 4_000_000;

  /** Decompressed; the largest lists have about 100 MiB. */
  static final long MAX_BYTES = 512L << 20;

  /** No line of any list is as long. */
  static final int MAX_LINE_CHARS = 4096;

  /** No line of text begins so. */
  private static final int GZIP_FIRST_BYTE = 0x1f;

  private final AddressRanges.Builder ranges = new AddressRanges.Builder();
  private int lineNumber;
  private int badLines;
  private String firstBad = "";
  private long chars;

  private IpFilterReader() {}

  /**
   * Reads a list to its end; does not close it.
   *
   * @throws IOException if it cannot be read, or is larger than any list is
   */
  static IpFilter read(InputStream in) throws IOException {
    IpFilterReader reader = new IpFilterReader();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(decompressed(in), StandardCharsets.ISO_8859_1));
    for (String line = reader.next(lines); line != null; line = reader.next(lines)) {
      reader.take(line);
    }
    return new IpFilter(reader.ranges.build(), reader.badLines, reader.firstBad);
  }

  private static InputStream decompressed(InputStream in) throws IOException {
    PushbackInputStream peeked = new PushbackInputStream(in);
    int first = peeked.read();
    if (first >= 0) {
      peeked.unread(first);
    }
    return first == GZIP_FIRST_BYTE ? new GZIPInputStream(peeked, 1 << 16) : peeked;
  }

  /** Returns the next line, cut where it is too long; null at the end. */
  private @Nullable String next(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      chars++;
      if (line.length() < MAX_LINE_CHARS) {
        line.append((char) c);
      }
      if (chars > MAX_BYTES) {
        throw new IOException("longer than " + (MAX_BYTES >> 20) + " MiB: no list of addresses is");
      }
    }
    lineNumber++;
    return line.toString();
  }

  private void take(String line) throws IOException {
    String text = line.trim();
    if (text.isEmpty()
        || text.startsWith("#")
        || text.startsWith(";")
        || text.startsWith("//")
        || IpFilterLine.isAllowed(text)) {
      return;
    }
    Optional<IpFilterLine> range = IpFilterLine.parse(text);
    if (range.isEmpty()) {
      badLines++;
      firstBad = firstBad.isEmpty() ? "line " + lineNumber : firstBad;
      return;
    }
    if (ranges.count() == MAX_RANGES) {
      throw new IOException(
          "more than " + MAX_RANGES + " ranges: no list of addresses has as many");
    }
    ranges.add(range.get().first(), range.get().last());
  }
}
