package dev.sluice.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The status line and headers of an answer.
 *
 * @param status from 100 to 999
 * @param headers values by lower-case name; of repeated ones the first
 */
record ResponseHead(int status, Map<String, String> headers) {
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[0-9] ([1-9][0-9]{2})( .*)?");

  ResponseHead {
    headers = Map.copyOf(headers);
  }

  /** Reads the head of the final answer, skipping those that only say "go on" (1xx). */
  static ResponseHead read(InputStream in, int maxBytes) throws IOException {
    HeadLines lines = new HeadLines(in, maxBytes);
    ResponseHead head = readOne(lines);
    while (head.status < 200) {
      head = readOne(lines);
    }
    return head;
  }

  private static ResponseHead readOne(HeadLines lines) throws IOException {
    Matcher statusLine = STATUS_LINE.matcher(lines.next());
    if (!statusLine.matches()) {
      throw new HttpException("the answer is not HTTP");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        headers.putIfAbsent(name, line.substring(colon + 1).strip());
      }
    }
    return new ResponseHead(Integer.parseInt(statusLine.group(1)), headers);
  }

  /** Returns the value of the header with this lower-case name. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Returns whether the header's comma-separated values contain {@code word}. */
  boolean has(String name, String word) {
    for (String value : header(name).orElse("").split(",")) {
      if (value.strip().equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }

  /** Reads lines ended by LF or CR LF, all together at most so many bytes. */
  private static final class HeadLines {
    private final InputStream in;
    private final int maxBytes;
    private int bytesLeft;

    HeadLines(InputStream in, int maxBytes) {
      this.in = in;
      this.maxBytes = maxBytes;
      this.bytesLeft = maxBytes;
    }

    String next() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new HttpException("the answer ends within its headers");
        }
        if (--bytesLeft <= 0) {
          throw new HttpException(
              String.format(
                  Locale.ROOT, "the answer's headers are longer than %d bytes", maxBytes));
        }
        line.append((char) b);
      }
      bytesLeft--;
      int length = line.length();
      boolean endsInCr = length > 0 && line.charAt(length - 1) == '\r';
      return endsInCr ? line.substring(0, length - 1) : line.toString();
    }
  }
}
