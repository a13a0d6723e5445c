package dev.sluice.transport.mse;

import dev.sluice.transport.Connection;
import dev.sluice.transport.ReplayedConnection;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the other side says during the handshake: read in large gulps, taken in small pieces. What
 * was read too much is given back in the end. Owned by the thread that shakes hands.
 */
final class HandshakeInput {
  /** A whole first message with its padding, 96 + 512 bytes, and most of what follows. */
  private static final int GULP_BYTES = 1024;

  private final Connection connection;
  private final ByteBuffer gulp = ByteBuffer.allocate(GULP_BYTES).flip();

  HandshakeInput(Connection connection) {
    this.connection = connection;
  }

  /** Returns the next {@code count} bytes, waiting for them. */
  byte[] take(int count) throws IOException {
    byte[] bytes = new byte[count];
    int taken = 0;
    while (taken < count) {
      awaitMore();
      int part = Math.min(count - taken, gulp.remaining());
      gulp.get(bytes, taken, part);
      taken += part;
    }
    return bytes;
  }

  /** Returns the next {@code count} bytes, decrypted. */
  ByteBuffer take(int count, Rc4 cipher) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(take(count));
    cipher.apply(bytes);
    return bytes;
  }

  /**
   * Skips padding, up to behind the {@code mark} that follows it.
   *
   * @throws MseException if more than {@code maxPaddingBytes} come before the mark
   */
  void skipPast(byte[] mark, int maxPaddingBytes) throws IOException {
    byte[] last = take(mark.length);
    int oldest = 0;
    for (int skipped = 0; !isMark(mark, last, oldest); skipped++) {
      if (skipped == maxPaddingBytes) {
        throw new MseException("no mark within " + maxPaddingBytes + " bytes of padding");
      }
      awaitMore();
      last[oldest] = gulp.get();
      oldest = (oldest + 1) % last.length;
    }
  }

  /** Compares the mark with the ring of bytes whose first one is at {@code oldest}. */
  private static boolean isMark(byte[] mark, byte[] ring, int oldest) {
    for (int i = 0; i < mark.length; i++) {
      if (mark[i] != ring[(oldest + i) % ring.length]) {
        return false;
      }
    }
    return true;
  }

  private void awaitMore() throws IOException {
    while (!gulp.hasRemaining()) {
      gulp.clear();
      int count = connection.read(gulp);
      gulp.flip();
      if (count < 0) {
        throw new IOException("hung up during the hidden handshake");
      }
    }
  }

  /** Returns the rest of the connection, from behind the last byte that was taken. */
  Connection rest() {
    return ReplayedConnection.of(connection, gulp);
  }
}
