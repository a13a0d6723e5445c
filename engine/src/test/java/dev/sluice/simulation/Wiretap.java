package dev.sluice.simulation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every byte that passes between computers, kept by direction of each connection. */
final class Wiretap {
  private static final int HANDSHAKE_BYTES = 68;
  private static final int RESERVED_AT = 20;

  private final Map<Pipe, ByteArrayOutputStream> streams = new LinkedHashMap<>();

  /** Keeps bytes that leave. */
  void passed(Pipe pipe, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    streams.computeIfAbsent(pipe, key -> new ByteArrayOutputStream()).writeBytes(copy);
  }

  /**
   * What one side of a connection has said.
   *
   * @param reserved the reserved bytes of its handshake
   * @param messages each message without its length, cut-off ones left out
   */
  record Talk(byte[] reserved, List<byte[]> messages) {}

  /** Returns the talks of all connections on which a handshake was sent. */
  List<Talk> talks() {
    List<Talk> talks = new ArrayList<>();
    for (ByteArrayOutputStream stream : streams.values()) {
      if (stream.size() >= HANDSHAKE_BYTES) {
        talks.add(talk(stream.toByteArray()));
      }
    }
    return talks;
  }

  private static Talk talk(byte[] stream) {
    List<byte[]> messages = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(stream).position(HANDSHAKE_BYTES);
    while (rest.remaining() >= Integer.BYTES) {
      byte[] message = new byte[Math.min(rest.getInt(), rest.remaining())];
      rest.get(message);
      messages.add(message);
    }
    return new Talk(Arrays.copyOfRange(stream, RESERVED_AT, RESERVED_AT + 8), messages);
  }
}
