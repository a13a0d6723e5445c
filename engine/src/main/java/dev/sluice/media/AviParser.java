package dev.sluice.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads AVI, whose index lies at the end.
 *
 * <pre>
 *   RIFF size AVI   LIST size hdrl( avih( microseconds a frame 4 ... frames 4 at 16 ) ... )
 *                   LIST size movi( 00dc ... 01wb ... )
 *                   idx1 size ( chunk 4 | flags 4 | position 4 | size 4 ) ...
 * </pre>
 *
 * All numbers are little-endian, and chunks begin at even positions.
 */
final class AviParser {
  private static final int HEAD_BYTES = 8;
  private static final int LIST_HEAD_BYTES = 12;
  private static final int AVIH_BYTES = 20;
  private static final int ENTRY_BYTES = 16;
  private static final int KEY_FRAME = 0x10;
  private static final int MAX_CHUNKS = 64;
  private static final long MAX_INDEX_BYTES = 64 << 20;

  private final MediaReader reader;
  private final Timeline.Builder timeline = new Timeline.Builder();
  private long microsPerFrame;
  private long frames;
  private long movie = -1;

  AviParser(MediaReader reader) {
    this.reader = reader;
  }

  Media parse() throws IOException {
    long position = LIST_HEAD_BYTES;
    for (int i = 0; i < MAX_CHUNKS && position <= reader.lengthBytes() - LIST_HEAD_BYTES; i++) {
      position = chunk(position);
    }
    if (movie < 0) {
      throw new MediaException(position, "a movi list");
    }
    long millis = (long) (microsPerFrame * (double) frames / 1000);
    return new Media(
        MediaFormat.AVI,
        reader.lengthBytes(),
        millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty(),
        reader.ranges(),
        movie,
        timeline.build());
  }

  private ByteBuffer read(long position, int lengthBytes) throws IOException {
    return reader.readUpTo(position, lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Looks at a chunk; returns where the next one is. */
  private long chunk(long position) throws IOException {
    ByteBuffer head = read(position, LIST_HEAD_BYTES);
    long size = head.getInt(4) & 0xFFFF_FFFFL;
    String type = Mp4Parser.type(head, 0);
    if (type.equals("LIST")) {
      switch (Mp4Parser.type(head, HEAD_BYTES)) {
        case "hdrl" -> header(position + LIST_HEAD_BYTES);
        case "movi" -> movie = position + HEAD_BYTES;
        default -> {}
      }
    } else if (type.equals("idx1")) {
      index(position + HEAD_BYTES, Math.min(size, reader.lengthBytes() - position - HEAD_BYTES));
    }
    return position + HEAD_BYTES + size + (size & 1);
  }

  private void header(long position) throws IOException {
    ByteBuffer bytes = read(position, HEAD_BYTES + AVIH_BYTES);
    if (bytes.limit() == HEAD_BYTES + AVIH_BYTES && Mp4Parser.type(bytes, 0).equals("avih")) {
      microsPerFrame = bytes.getInt(HEAD_BYTES) & 0xFFFF_FFFFL;
      frames = bytes.getInt(HEAD_BYTES + 16) & 0xFFFF_FFFFL;
    }
  }

  private void index(long position, long size) throws IOException {
    if (size > MAX_INDEX_BYTES) {
      throw new MediaException(position, "an index of at most " + MAX_INDEX_BYTES + " bytes");
    }
    ByteBuffer bytes = read(position, (int) size);
    long frame = 0;
    for (int at = 0; at + ENTRY_BYTES <= bytes.limit(); at += ENTRY_BYTES) {
      String chunk = Mp4Parser.type(bytes, at);
      if (chunk.endsWith("dc") || chunk.endsWith("db")) {
        if ((bytes.getInt(at + 4) & KEY_FRAME) != 0) {
          long place = bytes.getInt(at + 8) & 0xFFFF_FFFFL;
          long absolute = place >= movie ? place : movie + place; // writers do it either way
          timeline.add((long) (frame * (double) microsPerFrame / 1000), absolute);
        }
        frame++;
      }
    }
  }
}
