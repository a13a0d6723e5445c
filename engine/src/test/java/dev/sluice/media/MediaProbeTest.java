package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.ByteRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Films by hand: the fewest bytes that say something. */
class MediaProbeTest {
  private static Media probe(byte[] file) throws IOException {
    return MediaProbe.probe(sourceOf(file));
  }

  private static MediaSource sourceOf(byte[] file) {
    return new MediaSource() {
      @Override
      public long lengthBytes() {
        return file.length;
      }

      @Override
      public void read(long position, ByteBuffer target) {
        target.put(file, (int) position, target.remaining());
      }
    };
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  @Nested
  class Mp4 {
    private static byte[] box(String type, byte[]... content) {
      byte[] inside = join(content);
      return join(ints(8 + inside.length), text(type), inside);
    }

    private static final byte[] FTYP = box("ftyp", text("isomiso2"));
    private static final byte[] MDAT = box("mdat", new byte[1000]);

    /** A film of ten seconds: two chunks of 5 s, at bytes 24 and 524. */
    private static byte[] moov(int first, int second) {
      byte[] mvhd = box("mvhd", ints(0, 0, 0, 1000, 10_000));
      byte[] mdhd = box("mdhd", ints(0, 0, 0, 100, 1000, 0));
      byte[] tables =
          box(
              "stbl",
              box("stts", ints(0, 1, 10, 100)),
              box("stsc", ints(0, 1, 1, 5, 1)),
              box("stco", ints(0, 2, first, second)));
      return box("moov", mvhd, box("trak", box("mdia", mdhd, box("minf", tables))));
    }

    @Test
    void tellsWhatIsNeededWhenTheIndexIsInFront() throws IOException {
      byte[] moov = moov(24, 524);

      Media media = probe(join(FTYP, moov, MDAT));

      assertThat(media.format()).isEqualTo(MediaFormat.MP4);
      assertThat(media.duration()).contains(Duration.ofSeconds(10));
      assertThat(media.firstMedia()).isEqualTo(FTYP.length + moov.length);
    }

    @Test
    void needsTheEndWhenTheIndexIsThere() throws IOException {
      byte[] file = join(FTYP, MDAT, moov(24, 524));

      Media media = probe(file);

      assertThat(media.neededToStart())
          .anyMatch(range -> range.covers(new ByteRange(FTYP.length + MDAT.length, file.length)));
    }

    @Test
    void knowsWhereAMomentLies() throws IOException {
      Media media = probe(join(FTYP, MDAT, moov(24, 524)));

      assertThat(media.timeline().positionsAt(4999)).containsExactly(24L);
      assertThat(media.timeline().positionsAt(5000)).containsExactly(524L);
      assertThat(media.neededAt(Duration.ofSeconds(7))).allMatch(range -> range.from() == 524);
    }

    /** Three fragments of 100 bytes that play 2, 2 and 1 s; track 7 counts 1000 ticks a second. */
    private static final byte[] FRAGMENTS = box("moof", new byte[292]);

    private static byte[] fragmentedMoov() {
      byte[] mvhd = box("mvhd", ints(0, 0, 0, 1000, 0));
      byte[] tkhd = box("tkhd", ints(0, 0, 0, 7));
      byte[] mdhd = box("mdhd", ints(0, 0, 0, 1000, 0, 0));
      return box("moov", mvhd, box("trak", tkhd, box("mdia", mdhd)), box("mvex"));
    }

    private static byte[] sidx(int count) {
      byte[] entries = ints(100, 2000, 0, 100, 2000, 0, 100, 1000, 0);
      return box("sidx", ints(0, 7, 1000, 0, 0, count), entries);
    }

    private static byte[] mfra(int begin, int count) {
      byte[] entries = new byte[0];
      for (int i = 0; i < 3; i++) {
        entries = join(entries, ints(2000 * i, begin + 100 * i), new byte[] {1, 1, 1});
      }
      byte[] tfra = box("tfra", ints(0, 7, 0, count), entries);
      return box("mfra", tfra, box("mfro", ints(0, 8 + tfra.length + 16)));
    }

    @Test
    void knowsFragmentsByTheIndexInFrontOfThem() throws IOException {
      byte[] head = join(FTYP, fragmentedMoov(), sidx(3));

      Media media = probe(join(head, FRAGMENTS));

      assertThat(media.duration()).contains(Duration.ofSeconds(5));
      assertThat(media.firstMedia()).isEqualTo(head.length);
      assertThat(media.timeline().positionsAt(1999)).containsExactly((long) head.length);
      assertThat(media.timeline().positionsAt(4000)).containsExactly(head.length + 200L);
    }

    @Test
    void knowsFragmentsByTheIndexAtTheEnd() throws IOException {
      byte[] head = join(FTYP, fragmentedMoov());

      Media media = probe(join(head, FRAGMENTS, mfra(head.length, 3)));

      assertThat(media.duration()).contains(Duration.ofSeconds(6));
      assertThat(media.timeline().positionsAt(2000)).containsExactly(head.length + 100L);
    }

    @Test
    void takesFragmentsWithoutAnIndex() throws IOException {
      Media media = probe(join(FTYP, fragmentedMoov(), FRAGMENTS));

      assertThat(media.format()).isEqualTo(MediaFormat.MP4);
      assertThat(media.duration()).isEmpty();
      assertThat(media.timeline().isEmpty()).isTrue();
    }

    @Test
    void takesAnIndexOfFragmentsThatClaimsTooMuch() throws IOException {
      byte[] head = join(FTYP, fragmentedMoov());

      assertThat(probe(join(head, sidx(0xFFFF), FRAGMENTS)).duration())
          .contains(Duration.ofSeconds(5));
      assertThat(probe(join(head, FRAGMENTS, mfra(head.length, -1))).duration())
          .contains(Duration.ofSeconds(6));
    }

    @Test
    void refusesABoxThatIsLargerThanTheFile() {
      byte[] file = join(FTYP, ints(Integer.MAX_VALUE), text("moov"), new byte[100]);

      assertThatThrownBy(() -> probe(file))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("at byte 16");
    }

    @Test
    void refusesABoxThatNeverEnds() {
      assertThatThrownBy(() -> probe(join(FTYP, ints(1), text("free"), new byte[64])))
          .isInstanceOf(MediaException.class);
    }

    @Test
    void takesATableThatClaimsTooManyEntriesForWhatIsThere() throws IOException {
      byte[] tables =
          box(
              "stbl",
              box("stts", ints(0, -1, 10, 100)),
              box("stsc", ints(0, -1, 1, 5, 1)),
              box("stco", ints(0, -1, 24)));
      byte[] mdhd = box("mdhd", ints(0, 0, 0, 100, 1000, 0));
      byte[] moov = box("moov", box("trak", box("mdia", mdhd, box("minf", tables))));

      assertThat(probe(join(FTYP, MDAT, moov)).timeline().positionsAt(0)).containsExactly(24L);
    }
  }

  @Nested
  class Matroska {
    private static byte[] element(long id, byte[]... content) {
      byte[] inside = join(content);
      int idBytes = (64 - Long.numberOfLeadingZeros(id) + 7) / 8;
      ByteBuffer head = ByteBuffer.allocate(idBytes + 8);
      for (int i = idBytes - 1; i >= 0; i--) {
        head.put((byte) (id >> (8 * i)));
      }
      head.putLong(0x0100_0000_0000_0000L | inside.length);
      return join(head.array(), inside);
    }

    private static byte[] number(long id, long value) {
      return element(id, ByteBuffer.allocate(8).putLong(value).array());
    }

    private static final byte[] EBML = element(0x1A45DFA3L, new byte[4]);

    private static byte[] film(boolean withSeekHead) {
      byte[] info =
          element(0x1549A966L, element(0x4489L, ByteBuffer.allocate(8).putDouble(8000).array()));
      byte[] cluster = element(0x1F43B675L, new byte[500]);
      byte[] cues =
          element(
              0x1C53BB6BL,
              element(0xBBL, number(0xB3L, 0), element(0xB7L, number(0xF1L, 100))),
              element(0xBBL, number(0xB3L, 4000), element(0xB7L, number(0xF1L, 300))));
      int seekBytes = seekHead(0).length;
      byte[] seek = withSeekHead ? seekHead(seekBytes + info.length + cluster.length) : new byte[0];
      return join(EBML, element(0x18538067L, seek, info, cluster, cues));
    }

    private static byte[] seekHead(long cuesPosition) {
      byte[] cuesId = ints(0x1C53BB6B);
      return element(
          0x114D9B74L, element(0x4DBBL, element(0x53ABL, cuesId), number(0x53ACL, cuesPosition)));
    }

    @Test
    void findsTheCuesByTheSeekHead() throws IOException {
      Media media = probe(film(true));

      assertThat(media.format()).isEqualTo(MediaFormat.MATROSKA);
      assertThat(media.duration()).contains(Duration.ofSeconds(8));
      long segment = EBML.length + 12L;
      assertThat(media.timeline().positionsAt(3999)).containsExactly(segment + 100);
      assertThat(media.timeline().positionsAt(4000)).containsExactly(segment + 300);
    }

    @Test
    void doesWithoutCues() throws IOException {
      Media media = probe(film(false));

      assertThat(media.timeline().isEmpty()).isTrue();
      assertThat(media.neededAt(Duration.ofSeconds(4))).isNotEmpty();
    }
  }

  @Test
  void knowsNothingOfOtherFiles() throws IOException {
    Media media = probe(new byte[1000]);

    assertThat(media.format()).isEqualTo(MediaFormat.UNKNOWN);
    assertThat(media.duration()).isEqualTo(Optional.empty());
  }

  @Test
  void endsOrRefusesWhateverTheBytes() throws IOException {
    byte[][] begins = {
      join(ints(20), text("ftypisomisom")),
      ints(0x1A45DFA3, 0x84000000, 0, 0x18538067),
      join(text("RIFF"), ints(0x1000), text("AVI LIST")),
      join(text("fLaC"), ints(0x22, 0, 0)),
      join(text("OggS"), new byte[12]),
      join(text("ID3"), new byte[13])
    };
    for (long seed = 0; seed < 3000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] file = new byte[64 + random.nextInt(4000)];
      random.nextBytes(file);
      byte[] begin = begins[(int) (seed % begins.length)];
      System.arraycopy(begin, 0, file, 0, begin.length);
      if (random.nextBoolean()) {
        Arrays.fill(file, begin.length, file.length / 2, (byte) 0);
      }
      try {
        Media media = probe(file);
        assertThat(media.neededToStart())
            .as("seed %d", seed)
            .allMatch(range -> range.to() <= file.length);
      } catch (MediaException e) {
        assertThat(e.getMessage()).as("seed %d", seed).startsWith("at byte");
      }
    }
  }
}
