package dev.sluice.media;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The indexes of a film that comes in fragments: {@code moof} and {@code mdat}, again and again.
 *
 * <pre>
 *   sidx   in front of them:   version 1 | flags 3 | track 4 | ticks a second 4
 *                              | first moment 4 or 8 | first position 4 or 8, from the box's end
 *                              | _ 2 | count 2 | (kind 1 bit, bytes 31 bits | ticks 4 | _ 4) ...
 *   mfra   at the file's end:  tfra ... | mfro 16, whose last 4 bytes are the length of mfra
 *   tfra   of each track:      version 1 | flags 3 | track 4 | lengths of three numbers, less 1,
 *                              2 bits each 4 | count 4
 *                              | (moment 4 or 8 | position 4 or 8 | three numbers) ...
 * </pre>
 */
final class Mp4Fragments {
  private static final int SIDX_ENTRY_BYTES = 12;

  private final Timeline.Builder timeline;
  private Optional<Duration> duration = Optional.empty();

  Mp4Fragments(Timeline.Builder timeline) {
    this.timeline = timeline;
  }

  /** Returns how long the film plays, by the indexes that were read. */
  Optional<Duration> duration() {
    return duration;
  }

  /**
   * Reads a {@code sidx}.
   *
   * @param endPosition where the box ends in the file
   */
  void segments(ByteBuffer box, long endPosition) {
    boolean isLong = box.hasRemaining() && box.get(0) == 1;
    int entriesAt = isLong ? 32 : 24;
    long ticksPerSecond = box.remaining() < entriesAt ? 0 : box.getInt(8) & 0xFFFF_FFFFL;
    if (ticksPerSecond == 0) {
      return;
    }
    double ticks = 0;
    long position = endPosition + (isLong ? box.getLong(20) : box.getInt(16) & 0xFFFF_FFFFL);
    int count = box.getShort(entriesAt - 2) & 0xFFFF;
    count = Math.min(count, (box.remaining() - entriesAt) / SIDX_ENTRY_BYTES);
    for (int i = 0; i < count; i++) {
      int at = entriesAt + i * SIDX_ENTRY_BYTES;
      timeline.add((long) (ticks * 1000 / ticksPerSecond), position);
      position += box.getInt(at) & 0x7FFF_FFFF;
      ticks += box.getInt(at + 4) & 0xFFFF_FFFFL;
    }
    timeline.endTrack();
    plays(ticks / ticksPerSecond);
  }

  /**
   * Reads an {@code mfra}.
   *
   * @param ticksPerSecond of each track, by its number
   */
  void randomAccess(Mp4Boxes boxes, Map<Integer, Long> ticksPerSecond) throws MediaException {
    while (boxes.next()) {
      if (boxes.type().equals("tfra")) {
        track(boxes.content(), ticksPerSecond);
      }
    }
  }

  private void track(ByteBuffer box, Map<Integer, Long> ticksPerSecond) {
    if (box.remaining() < 16) {
      return;
    }
    long scale = ticksPerSecond.getOrDefault(box.getInt(4), 0L);
    int numberBytes = box.get(0) == 1 ? Long.BYTES : Integer.BYTES;
    int lengths = box.getInt(8);
    int restBytes = 3 + (lengths >> 4 & 3) + (lengths >> 2 & 3) + (lengths & 3);
    int entryBytes = 2 * numberBytes + restBytes;
    long count = Math.min(box.getInt(12) & 0xFFFF_FFFFL, (box.remaining() - 16) / entryBytes);
    if (scale == 0 || count == 0) {
      return;
    }
    double last = 0;
    for (int i = 0; i < count; i++) {
      int at = 16 + i * entryBytes;
      last = number(box, at, numberBytes) / (double) scale;
      timeline.add((long) (last * 1000), number(box, at + numberBytes, numberBytes));
    }
    timeline.endTrack();
    plays(count > 1 ? last * count / (count - 1) : 0); // the last fragment is as long as others
  }

  private static long number(ByteBuffer box, int at, int bytes) {
    return bytes == Long.BYTES ? box.getLong(at) : box.getInt(at) & 0xFFFF_FFFFL;
  }

  private void plays(double seconds) {
    if (seconds > 0 && seconds < Integer.MAX_VALUE) {
      Duration told = Duration.ofMillis((long) (seconds * 1000));
      duration = duration.filter(longer -> longer.compareTo(told) >= 0).or(() -> Optional.of(told));
    }
  }
}
