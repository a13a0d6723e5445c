package dev.sluice.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the boxes of MP4 and QuickTime (ISO/IEC 14496-12).
 *
 * <pre>
 *   box    size 4 | type 4 | (size 8, if the first was 1) | content
 *   file   ftyp  moov  mdat      or   ftyp  mdat  moov      or   ftyp  moov  (sidx)  moof mdat ...
 * </pre>
 *
 * <p>Of {@code moov} it takes how long the film is and, of each track, when each chunk is played
 * and where it lies; of a film in fragments their index does that, {@code sidx} or {@code mfra}.
 */
final class Mp4Parser {
  private static final int HEADER_BYTES = 8;
  private static final int LARGE_HEADER_BYTES = 16;

  /** The largest {@code moov} that is looked at; three hours of film have about 5 MB. */
  private static final long MAX_MOOV_BYTES = 64 << 20;

  /** Boxes of the file that are looked at before the film itself must have been found. */
  private static final int MAX_TOP_BOXES = 256;

  /** The largest index of fragments that is looked at: some hundred thousand. */
  private static final long MAX_INDEX_BYTES = 4 << 20;

  private static final int MFRO_BYTES = 16;

  private final MediaReader reader;
  private final Timeline.Builder timeline = new Timeline.Builder();
  private final Mp4Fragments fragments = new Mp4Fragments(timeline);
  private final Map<Integer, Long> ticksPerSecond = new HashMap<>();
  private Optional<Duration> duration = Optional.empty();
  private long firstMedia = -1;
  private boolean hasMovie;
  private boolean isFragmented;
  private boolean hasIndex;

  Mp4Parser(MediaReader reader) {
    this.reader = reader;
  }

  Media parse() throws IOException {
    long position = 0;
    for (int i = 0; i < MAX_TOP_BOXES && !isDone() && has(position); i++) {
      position = topBox(position);
    }
    if (!hasMovie) {
      throw new MediaException(position, "a moov box");
    }
    if (isFragmented && !hasIndex) {
      indexAtTheEnd();
    }
    return new Media(
        MediaFormat.MP4,
        reader.lengthBytes(),
        duration.or(fragments::duration),
        reader.ranges(),
        Math.max(0, firstMedia),
        timeline.build());
  }

  private boolean isDone() {
    return hasMovie && firstMedia >= 0;
  }

  private boolean has(long position) {
    return position <= reader.lengthBytes() - HEADER_BYTES;
  }

  /** Looks at a box of the file; returns where the next one is. */
  private long topBox(long position) throws IOException {
    ByteBuffer head = reader.readUpTo(position, LARGE_HEADER_BYTES);
    long size = head.getInt(0) & 0xFFFF_FFFFL;
    int headBytes = HEADER_BYTES;
    if (size == 1 && head.limit() >= LARGE_HEADER_BYTES) {
      size = head.getLong(HEADER_BYTES);
      headBytes = LARGE_HEADER_BYTES;
    } else if (size == 0) {
      size = reader.lengthBytes() - position;
    }
    if (size < headBytes || size > reader.lengthBytes() - position) {
      throw new MediaException(position, "a box that fits into the file");
    }
    switch (type(head, 4)) {
      case "moov" -> movie(position + headBytes, size - headBytes);
      case "sidx" -> segments(position + headBytes, size - headBytes);
      case "mdat", "moof" -> firstMedia = firstMedia < 0 ? position : firstMedia;
      default -> {}
    }
    return position + size;
  }

  private void movie(long position, long size) throws IOException {
    if (size > MAX_MOOV_BYTES) {
      throw new MediaException(position, "a moov box of at most " + MAX_MOOV_BYTES + " bytes");
    }
    hasMovie = true;
    Mp4Boxes boxes = new Mp4Boxes(reader.read(position, (int) size), position);
    while (boxes.next()) {
      switch (boxes.type()) {
        case "mvhd" -> movieHeader(boxes.content());
        case "trak" -> track(new Mp4Track(boxes.inside()));
        case "mvex" -> isFragmented = true;
        default -> {}
      }
    }
  }

  private void track(Mp4Track track) {
    track.addTo(timeline);
    ticksPerSecond.put(track.number(), track.ticksPerSecond());
  }

  private void segments(long position, long size) throws IOException {
    if (size <= MAX_INDEX_BYTES) {
      hasIndex = true;
      fragments.segments(reader.read(position, (int) size), position + size);
    }
  }

  /** Many files have it; that one has not is no mistake. */
  private void indexAtTheEnd() throws IOException {
    long end = reader.lengthBytes();
    if (end < MFRO_BYTES) {
      return;
    }
    ByteBuffer mfro = reader.read(end - MFRO_BYTES, MFRO_BYTES);
    long size = mfro.getInt(MFRO_BYTES - Integer.BYTES) & 0xFFFF_FFFFL;
    if (type(mfro, 4).equals("mfro") && size <= Math.min(end, MAX_INDEX_BYTES)) {
      Mp4Boxes boxes = new Mp4Boxes(reader.read(end - size, (int) size), end - size);
      if (boxes.next() && boxes.type().equals("mfra")) {
        fragments.randomAccess(boxes.inside(), ticksPerSecond);
      }
    }
  }

  /**
   * <pre>
   *   version 1 | flags 3 | created 4 or 8 | modified 4 or 8 | ticks a second 4 | ticks 4 or 8
   * </pre>
   */
  private void movieHeader(ByteBuffer box) {
    boolean isLong = box.remaining() >= 32 && box.get(0) == 1;
    if (box.remaining() < 20) {
      return;
    }
    long ticksPerSecond = box.getInt(isLong ? 20 : 12) & 0xFFFF_FFFFL;
    long ticks = isLong ? box.getLong(24) : box.getInt(16) & 0xFFFF_FFFFL;
    if (ticksPerSecond > 0 && ticks > 0 && ticks / ticksPerSecond < Integer.MAX_VALUE) {
      duration = Optional.of(Duration.ofMillis((long) (ticks * 1000.0 / ticksPerSecond)));
    }
  }

  static String type(ByteBuffer bytes, int at) {
    byte[] four = new byte[4];
    bytes.duplicate().position(at).get(four);
    return new String(four, StandardCharsets.ISO_8859_1);
  }
}
