package dev.sluice.swarm.streaming;

import dev.sluice.model.ByteRange;
import java.util.List;

/**
 * How far a streamed file is, and where it is read.
 *
 * @param buffered what is verified, in order
 * @param place where the reader went that opened or jumped last; 0 before any
 * @param position where that reader has come to since
 */
public record FileProgress(List<ByteRange> buffered, long place, long position) {
  /** Nothing is here, and nobody has read. */
  public static final FileProgress NONE = new FileProgress(List.of(), 0, 0);

  public FileProgress {
    buffered = List.copyOf(buffered);
  }
}
