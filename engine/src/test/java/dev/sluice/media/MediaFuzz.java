package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.ByteRange;
import dev.sluice.testkit.Allocations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * A film of any kind: what is needed of it lies in it, and reading it costs no more than it has.
 */
public final class MediaFuzz {
  private MediaFuzz() {}

  /** Probes, and asks for moments. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocations.within(20_000_000 + 1_000L * input.length, () -> read(input));
  }

  private static void read(byte[] input) {
    try {
      Media media = MediaProbe.probe(sourceOf(input));
      expectWithin(media.neededToStart(), input);
      for (long millis : new long[] {0, 1, 1000, 3_600_000, Long.MAX_VALUE / 2_000_000}) {
        expectWithin(media.neededAt(Duration.ofMillis(millis)), input);
      }
      assertThat(media.bytesPerSecond()).isNotNegative();
    } catch (MediaException e) {
      assertThat(e.getMessage()).isNotEmpty();
    } catch (IOException e) {
      throw new AssertionError("a fault that is the source's", e);
    }
  }

  private static void expectWithin(List<ByteRange> ranges, byte[] file) {
    assertThat(ranges)
        .allMatch(
            range -> range.from() >= 0 && range.from() <= range.to() && range.to() <= file.length);
  }

  private static MediaSource sourceOf(byte[] file) {
    return new MediaSource() {
      @Override
      public long lengthBytes() {
        return file.length;
      }

      @Override
      public void read(long position, ByteBuffer target) {
        target.put(file, Math.toIntExact(position), target.remaining());
      }
    };
  }
}
