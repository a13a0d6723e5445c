package dev.sluice.media;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sample tables of a track. Samples of one chunk lie behind one another.
 *
 * <pre>
 *   stts   how long samples are played:    version 4 | count 4 | (samples 4, ticks each 4) ...
 *   stsc   how many samples a chunk has:   version 4 | count 4 | (first chunk 4, samples 4, _ 4) ...
 *   stss   where decoding can start:      version 4 | count 4 | (sample 4) ...   absent: everywhere
 *   stco   where each chunk lies:          version 4 | count 4 | (position 4) ...
 *   co64   the same with long positions:   version 4 | count 4 | (position 8) ...
 * </pre>
 */
final class Mp4Track {
  private static final int TABLE_HEAD_BYTES = 8;

  private int number;
  private long ticksPerSecond;
  private @Nullable ByteBuffer times;
  private @Nullable ByteBuffer chunks;
  private @Nullable ByteBuffer starters;
  private @Nullable ByteBuffer positions;
  private int positionBytes;

  Mp4Track(Mp4Boxes boxes) throws MediaException {
    gather(boxes);
  }

  private void gather(Mp4Boxes boxes) throws MediaException {
    while (boxes.next()) {
      switch (boxes.type()) {
        case "tkhd" -> trackHeader(boxes.content());
        case "mdia" -> gatherMedia(boxes.inside());
        default -> {}
      }
    }
  }

  private void gatherMedia(Mp4Boxes boxes) throws MediaException {
    while (boxes.next()) {
      switch (boxes.type()) {
        case "mdhd" -> mediaHeader(boxes.content());
        case "minf" -> gatherInformation(boxes.inside());
        default -> {}
      }
    }
  }

  private void gatherInformation(Mp4Boxes boxes) throws MediaException {
    while (boxes.next()) {
      if (boxes.type().equals("stbl")) {
        gatherTables(boxes.inside());
      }
    }
  }

  private void gatherTables(Mp4Boxes boxes) throws MediaException {
    while (boxes.next()) {
      switch (boxes.type()) {
        case "stts" -> times = boxes.content();
        case "stss" -> starters = boxes.content();
        case "stsc" -> chunks = boxes.content();
        case "stco" -> setPositions(boxes.content(), Integer.BYTES);
        case "co64" -> setPositions(boxes.content(), Long.BYTES);
        default -> {}
      }
    }
  }

  private void setPositions(ByteBuffer table, int bytes) {
    positions = table;
    positionBytes = bytes;
  }

  private void trackHeader(ByteBuffer box) {
    int at = box.hasRemaining() && box.get(0) == 1 ? 20 : 12;
    if (box.remaining() >= at + Integer.BYTES) {
      number = box.getInt(at);
    }
  }

  /** Returns by which number indexes name it; 0 if it has none. */
  int number() {
    return number;
  }

  /** Returns in which units it counts time; 0 if it does not tell. */
  long ticksPerSecond() {
    return ticksPerSecond;
  }

  private void mediaHeader(ByteBuffer box) {
    int at = box.hasRemaining() && box.get(0) == 1 ? 20 : 12;
    if (box.remaining() >= at + Integer.BYTES) {
      ticksPerSecond = box.getInt(at) & 0xFFFF_FFFFL;
    }
  }

  /** Adds when and where each chunk is; nothing, if a table is missing. */
  void addTo(Timeline.Builder timeline) {
    if (times == null || chunks == null || positions == null || ticksPerSecond == 0) {
      return;
    }
    Times clock = new Times(times);
    SamplesPerChunk sizes = new SamplesPerChunk(chunks);
    StartSamples starts = new StartSamples(starters);
    long sample = 1;
    int count = entries(positions, positionBytes);
    for (int chunk = 0; chunk < count; chunk++) {
      int at = TABLE_HEAD_BYTES + chunk * positionBytes;
      long position =
          positionBytes == Long.BYTES ? positions.getLong(at) : positions.getInt(at) & 0xFFFF_FFFFL;
      long samples = sizes.of(chunk + 1);
      if (starts.hasOneIn(sample, sample + samples)) {
        timeline.add((long) (clock.ticks * 1000.0 / ticksPerSecond), position);
      }
      sample += samples;
      clock.pass(samples);
    }
    timeline.endTrack();
  }

  /** Returns how many entries a table has: what it says, or what there is room for. */
  private static int entries(ByteBuffer table, int entryBytes) {
    if (table.remaining() < TABLE_HEAD_BYTES) {
      return 0;
    }
    long said = table.getInt(4) & 0xFFFF_FFFFL;
    return (int) Math.min(said, (table.remaining() - TABLE_HEAD_BYTES) / entryBytes);
  }

  /** Adds up the time of samples. */
  private static final class Times {
    private final ByteBuffer table;
    private final int count;
    private int entry;
    private long leftInEntry;
    private double ticks;

    Times(ByteBuffer table) {
      this.table = table;
      this.count = entries(table, 8);
      load();
    }

    private void load() {
      leftInEntry = entry < count ? table.getInt(TABLE_HEAD_BYTES + 8 * entry) & 0xFFFF_FFFFL : 0;
    }

    void pass(long samples) {
      long left = samples;
      while (left > 0 && entry < count) {
        long taken = Math.min(left, leftInEntry);
        ticks += taken * (double) (table.getInt(TABLE_HEAD_BYTES + 8 * entry + 4) & 0xFFFF_FFFFL);
        left -= taken;
        leftInEntry -= taken;
        if (leftInEntry == 0) {
          entry++;
          load();
        }
      }
    }
  }

  /** Says whether decoding can start somewhere in a chunk; asked in order. */
  private static final class StartSamples {
    private final @Nullable ByteBuffer table;
    private final int count;
    private int entry;

    StartSamples(@Nullable ByteBuffer table) {
      this.table = table;
      this.count = table == null ? 0 : entries(table, Integer.BYTES);
    }

    boolean hasOneIn(long from, long to) {
      if (table == null) {
        return true;
      }
      while (entry < count && sample(table) < from) {
        entry++;
      }
      return entry < count && sample(table) < to;
    }

    private long sample(ByteBuffer samples) {
      return samples.getInt(TABLE_HEAD_BYTES + Integer.BYTES * entry) & 0xFFFF_FFFFL;
    }
  }

  /** Says how many samples a chunk has; asked in order. */
  private static final class SamplesPerChunk {
    private final ByteBuffer table;
    private final int count;
    private int entry;

    SamplesPerChunk(ByteBuffer table) {
      this.table = table;
      this.count = entries(table, 12);
    }

    long of(long chunk) {
      while (entry + 1 < count && first(entry + 1) <= chunk) {
        entry++;
      }
      return count == 0 ? 0 : table.getInt(TABLE_HEAD_BYTES + 12 * entry + 4) & 0xFFFF_FFFFL;
    }

    private long first(int index) {
      return table.getInt(TABLE_HEAD_BYTES + 12 * index) & 0xFFFF_FFFFL;
    }
  }
}
