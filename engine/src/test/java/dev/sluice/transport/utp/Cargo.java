package dev.sluice.transport.utp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes that go over a connection: put in at one end as there is room, compared at the other. Its
 * moments are its own; it never waits.
 */
final class Cargo {
  private static final int PORTION_BYTES = 16 * 1024;
  private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);

  private final SimulatedLine line;
  private final UtpConnection from;
  private final UtpConnection to;
  private final long bytes;
  private final byte[] pattern = new byte[1 << 16];
  private long toSkip;
  private long sent;
  private long received;
  private boolean ended;
  private boolean resting;

  private Cargo(SimulatedLine line, UtpConnection from, UtpConnection to, long bytes, long ahead) {
    this.line = line;
    this.from = from;
    this.to = to;
    this.bytes = bytes;
    this.toSkip = ahead;
    for (int i = 0; i < pattern.length; i++) {
      pattern[i] = (byte) (i * 7 + (i >> 8) * 13);
    }
  }

  /** Begins to move so many bytes, which come behind {@code ahead} that are of no interest. */
  static Cargo move(
      SimulatedLine line, UtpConnection from, UtpConnection to, long bytes, long ahead) {
    Cargo cargo = new Cargo(line, from, to, bytes, ahead);
    cargo.step();
    return cargo;
  }

  private void step() {
    load();
    unload();
    line.after(1_000_000, this::step);
  }

  private void load() {
    while (sent < bytes && from.outbound().room() > 0 && !from.outbound().isAtEnd()) {
      int count = (int) Math.min(bytes - sent, Math.min(PORTION_BYTES, from.outbound().room()));
      int at = (int) (sent % pattern.length);
      count = Math.min(count, pattern.length - at);
      try {
        from.write(ByteBuffer.wrap(pattern, at, count));
      } catch (IOException e) {
        return;
      }
      sent += count;
    }
  }

  private void unload() {
    while (!resting && !ended && (to.inbound().size() > 0 || to.inbound().isAtEnd())) {
      ByteBuffer target = ByteBuffer.allocate(PORTION_BYTES);
      try {
        ended = to.read(target, NOWHERE) < 0;
      } catch (IOException e) {
        return;
      }
      target.flip();
      int skipped = (int) Math.min(toSkip, target.remaining());
      target.position(skipped);
      toSkip -= skipped;
      while (target.hasRemaining()) {
        assertThat(target.get())
            .as("byte %d, seed %d", received, line.seed)
            .isEqualTo(pattern[(int) (received % pattern.length)]);
        received++;
      }
    }
  }

  /** The reader stops reading, or goes on. */
  void rest(boolean isResting) {
    resting = isResting;
  }

  long received() {
    return received;
  }

  boolean isThere() {
    return received == bytes;
  }

  /** Returns whether the reader was told that nothing follows. */
  boolean hasEnded() {
    return ended;
  }
}
