package dev.sluice.media;

import dev.sluice.model.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file here and there, and remembers where: what a parser had to look at to understand the
 * file is what a player will look at.
 */
final class MediaReader {
  /** What one probe may read: indexes of the longest films are a tenth of it. */
  private static final long MAX_BYTES = 96 << 20;

  private final MediaSource source;
  private final List<ByteRange> read = new ArrayList<>();
  private long readBytes;

  MediaReader(MediaSource source) {
    this.source = source;
  }

  long lengthBytes() {
    return source.lengthBytes();
  }

  /** Returns what was read, in order, neighbours put together. */
  List<ByteRange> ranges() {
    List<ByteRange> sorted = new ArrayList<>(read);
    sorted.sort((a, b) -> Long.compare(a.from(), b.from()));
    List<ByteRange> merged = new ArrayList<>();
    for (ByteRange range : sorted) {
      ByteRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && range.from() <= last.to()) {
        merged.set(merged.size() - 1, new ByteRange(last.from(), Math.max(last.to(), range.to())));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }

  /**
   * Returns bytes of the file.
   *
   * @throws MediaException if the file has no such bytes, or too much was read
   */
  ByteBuffer read(long position, int lengthBytes) throws IOException {
    if (position < 0 || lengthBytes < 0 || position > lengthBytes() - lengthBytes) {
      throw new MediaException(position, lengthBytes + " bytes");
    }
    readBytes += lengthBytes;
    if (readBytes > MAX_BYTES) {
      throw new MediaException(position, "an index of at most " + MAX_BYTES + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate(lengthBytes);
    source.read(position, bytes);
    read.add(ByteRange.of(position, lengthBytes));
    return bytes.flip();
  }

  /** Returns up to so many bytes, fewer at the file's end. */
  ByteBuffer readUpTo(long position, int lengthBytes) throws IOException {
    return read(position, (int) Math.max(0, Math.min(lengthBytes, lengthBytes() - position)));
  }
}
