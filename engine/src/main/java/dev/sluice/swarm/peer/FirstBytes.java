package dev.sluice.swarm.peer;

import dev.sluice.transport.Connection;
import dev.sluice.wire.Handshake;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Says and reads what comes before the first message of a connection. */
final class FirstBytes {
  private FirstBytes() {}

  /** Returns the bytes of a handshake, ready to be written. */
  static ByteBuffer of(Handshake handshake) {
    ByteBuffer buffer = ByteBuffer.allocate(Handshake.BYTES);
    handshake.encode(buffer);
    return buffer.flip();
  }

  /** Writes a handshake. */
  static void say(Handshake handshake, Connection connection) throws IOException {
    connection.write(of(handshake));
  }

  /** Returns the next {@code count} bytes, waiting for them. */
  static ByteBuffer await(int count, Connection connection) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (connection.read(buffer) < 0) {
        throw new IOException("hung up during the handshake");
      }
    }
    return buffer.flip();
  }
}
