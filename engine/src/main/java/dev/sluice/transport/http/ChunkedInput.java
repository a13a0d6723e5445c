package dev.sluice.transport.http;

import java.io.IOException;
import java.io.InputStream;

/** The bytes inside a body sent in chunks. Trailers are left unread: the connection ends anyway. */
final class ChunkedInput extends InputStream {
  /** A size of up to seven hexadecimal digits; the body's limit is far below. */
  private static final int MAX_SIZE_DIGITS = 7;

  /** Room for a chunk's extensions, which nobody uses. */
  private static final int MAX_LINE_CHARS = 1024;

  private final InputStream in;
  private int leftInChunk;
  private boolean started;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (leftInChunk == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(bytes, offset, Math.min(length, leftInChunk));
    if (count < 0) {
      throw new HttpException("the answer ends within a chunk");
    }
    leftInChunk -= count;
    return count;
  }

  private void nextChunk() throws IOException {
    if (started && !line().isEmpty()) {
      throw new HttpException("a chunk of the answer is longer than it says");
    }
    started = true;
    leftInChunk = size(line());
    ended = leftInChunk == 0;
  }

  private static int size(String line) throws HttpException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    if (!digits.matches("[0-9a-fA-F]{1," + MAX_SIZE_DIGITS + "}")) {
      throw new HttpException("a chunk of the answer has no usable size");
    }
    return Integer.parseInt(digits, 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new HttpException("the answer ends between chunks");
      }
      if (line.length() == MAX_LINE_CHARS) {
        throw new HttpException("a chunk of the answer has an endless size");
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }
}
