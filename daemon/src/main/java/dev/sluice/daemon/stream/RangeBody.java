package dev.sluice.daemon.stream;

import dev.sluice.api.FileStream;
import dev.sluice.daemon.http.Body;
import dev.sluice.model.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A range of a file, written as its bytes are verified. */
final class RangeBody implements Body {
  /** Read and written at a time. */
  private static final int BUFFER_BYTES = 64 << 10;

  private final FileStream file;
  private final ByteRange range;
  private final AtomicReference<@Nullable SeekableByteChannel> reader = new AtomicReference<>();
  private volatile boolean closed;

  RangeBody(FileStream file, ByteRange range) {
    this.file = file;
    this.range = range;
  }

  @Override
  public long lengthBytes() {
    return range.lengthBytes();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (SeekableByteChannel channel = file.open()) {
      reader.set(channel);
      if (closed) {
        return;
      }
      channel.position(range.from());
      copy(channel, out);
    }
  }

  private void copy(SeekableByteChannel channel, OutputStream out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, range.lengthBytes()));
    for (long left = range.lengthBytes(); left > 0; left -= buffer.position()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      if (channel.read(buffer) < 0) {
        throw new EOFException("the file ends before byte " + range.to());
      }
      out.write(buffer.array(), 0, buffer.position());
      out.flush();
    }
  }

  @Override
  public void close() {
    closed = true;
    SeekableByteChannel open = reader.get();
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // it only lets go of its deadlines
      }
    }
  }
}
