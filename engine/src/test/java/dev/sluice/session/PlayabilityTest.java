package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.StreamView;
import dev.sluice.media.Media;
import dev.sluice.media.MediaFormat;
import dev.sluice.media.Timeline;
import dev.sluice.model.ByteRange;
import dev.sluice.swarm.streaming.FileProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * A film of 100 seconds and 100 MB: a header of 1 kB, 1 MB for each second, an index at the end.
 */
class PlayabilityTest {
  private static final long MB = 1_000_000;
  private static final long LENGTH = 100 * MB;
  private static final ByteRange HEADER = new ByteRange(0, 1000);
  private static final ByteRange INDEX = new ByteRange(LENGTH - 1000, LENGTH);

  private static StreamView view(FileProgress progress, long downBytesPerSecond) {
    Media media =
        new Media(
            MediaFormat.MP4,
            LENGTH,
            Optional.of(Duration.ofSeconds(100)),
            List.of(HEADER, INDEX),
            1000,
            Timeline.EMPTY);
    return new Playability(media, progress, downBytesPerSecond).view();
  }

  private static FileProgress readAt(long place, long position, ByteRange... buffered) {
    return new FileProgress(List.of(buffered), place, position);
  }

  private static ByteRange megabytes(long from, long to) {
    return new ByteRange(from * MB, to * MB);
  }

  @Nested
  class BeforeAnybodyReads {
    @Test
    void startsWithHeaderIndexAndTwoSeconds() {
      assertThat(view(readAt(0, 0, megabytes(0, 3), INDEX), 0).canStart()).isTrue();
      assertThat(view(readAt(0, 0, megabytes(0, 3)), 0).canStart()).isFalse();
      assertThat(view(readAt(0, 0, megabytes(0, 1), INDEX), 0).canStart()).isFalse();
    }

    @Test
    void saysHowLongThatWillTake() {
      assertThat(view(readAt(0, 0, megabytes(0, 1), INDEX), MB).startsIn())
          .hasValueSatisfying(
              left -> assertThat(left).isBetween(Duration.ofMillis(900), Duration.ofMillis(1100)));
    }

    @Test
    void isSmoothIfItComesAsFastAsItIsPlayed() {
      assertThat(view(readAt(0, 0), MB * 101 / 100).isSmooth()).isTrue();
      assertThat(view(readAt(0, 0), MB * 99 / 100).isSmooth()).isFalse();
    }
  }

  @Nested
  class WhenSomebodyReadsInTheMiddle {
    @Test
    void startsWithTheSecondsFromThere() {
      assertThat(view(readAt(50 * MB, 50 * MB, HEADER, megabytes(50, 52), INDEX), 0).canStart())
          .isTrue();
      assertThat(view(readAt(50 * MB, 50 * MB, megabytes(0, 40), INDEX), 0).canStart()).isFalse();
    }

    @Test
    void goesOnBeingStartedAsItPlays() {
      ByteRange played = megabytes(50, 55);

      assertThat(view(readAt(50 * MB, 55 * MB, HEADER, played, INDEX), 0).canStart()).isTrue();
    }

    @Test
    void isSmoothIfWhatIsLeftComesInTime() {
      FileProgress nearTheEnd = readAt(50 * MB, 80 * MB, HEADER, megabytes(82, 95), INDEX);

      assertThat(view(nearTheEnd, MB * 11 / 10).isSmooth()).isTrue();
      assertThat(view(nearTheEnd, MB / 2).isSmooth()).isFalse();
      assertThat(view(readAt(0, 0, HEADER, megabytes(82, 95), INDEX), MB / 2).isSmooth()).isFalse();
    }

    @Test
    void isSmoothWithoutAnyoneToFetchFromIfTheRestIsHere() {
      assertThat(view(readAt(50 * MB, 60 * MB, HEADER, megabytes(60, 100)), 0).isSmooth()).isTrue();
    }
  }

  @Nested
  class WhenAPlayerLooksAtTheIndex {
    @Test
    void itMeansToBeginAtTheBeginning() {
      long index = INDEX.from();

      assertThat(view(readAt(index, index, megabytes(0, 3), INDEX), 0).canStart()).isTrue();
      assertThat(view(readAt(index, index, INDEX), 0).canStart()).isFalse();
    }
  }
}
