package dev.sluice.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads Matroska and WebM (RFC 9559, EBML RFC 8794).
 *
 * <pre>
 *   element   id 1-4 | size 1-8 | content        both numbers begin with zeros that tell their length
 *   file      EBML  Segment( SeekHead  Info  Tracks  Cues?  Cluster ... Cues? )
 * </pre>
 *
 * <p>The seek head says where the cues lie, often at the end; the cues say where each moment lies.
 */
final class MatroskaParser {
  private static final long EBML = 0x1A45DFA3L;
  private static final long SEGMENT = 0x18538067L;
  private static final long SEEK_HEAD = 0x114D9B74L;
  private static final long SEEK = 0x4DBBL;
  private static final long SEEK_ID = 0x53ABL;
  private static final long SEEK_POSITION = 0x53ACL;
  private static final long INFO = 0x1549A966L;
  private static final long TIMESTAMP_SCALE = 0x2AD7B1L;
  private static final long DURATION = 0x4489L;
  private static final long TRACKS = 0x1654AE6BL;
  private static final long CLUSTER = 0x1F43B675L;
  private static final long CUES = 0x1C53BB6BL;
  private static final long CUE_POINT = 0xBBL;
  private static final long CUE_TIME = 0xB3L;
  private static final long CUE_TRACK_POSITIONS = 0xB7L;
  private static final long CUE_CLUSTER_POSITION = 0xF1L;

  /** Elements of the segment that are looked at before the first cluster. */
  private static final int MAX_ELEMENTS = 128;

  /** The largest element that is read into memory; cues of ten hours have a few megabytes. */
  private static final long MAX_ELEMENT_BYTES = 32 << 20;

  private static final int MAX_HEAD_BYTES = 12;
  private static final double NANOS_PER_MILLI = 1e6;

  private final MediaReader reader;
  private final Timeline.Builder timeline = new Timeline.Builder();
  private long segment;
  private long cuesPosition = -1;
  private boolean hasCues;
  private double nanosPerTick = NANOS_PER_MILLI;
  private double durationTicks;
  private long firstCluster = -1;

  MatroskaParser(MediaReader reader) {
    this.reader = reader;
  }

  Media parse() throws IOException {
    Head ebml = head(0);
    if (ebml.id != EBML) {
      throw new MediaException(0, "an EBML header");
    }
    Head body = head(ebml.end());
    if (body.id != SEGMENT) {
      throw new MediaException(ebml.end(), "a segment");
    }
    segment = body.content;
    walk(segment);
    if (!hasCues && cuesPosition >= 0 && cuesPosition < reader.lengthBytes()) {
      element(head(cuesPosition));
    }
    return new Media(
        MediaFormat.MATROSKA,
        reader.lengthBytes(),
        duration(),
        reader.ranges(),
        Math.max(0, firstCluster),
        timeline.build());
  }

  private Optional<Duration> duration() {
    double millis = durationTicks * nanosPerTick / NANOS_PER_MILLI;
    return millis >= 1 && millis < Integer.MAX_VALUE * 1000.0
        ? Optional.of(Duration.ofMillis((long) millis))
        : Optional.empty();
  }

  private void walk(long from) throws IOException {
    long position = from;
    for (int i = 0; i < MAX_ELEMENTS && position < reader.lengthBytes(); i++) {
      Head head = head(position);
      if (head.id == CLUSTER) {
        firstCluster = position;
        return;
      }
      element(head);
      position = head.end();
    }
  }

  private void element(Head head) throws IOException {
    if (head.id != SEEK_HEAD && head.id != INFO && head.id != CUES && head.id != TRACKS) {
      return;
    }
    if (head.size > MAX_ELEMENT_BYTES) {
      throw new MediaException(head.content, "at most " + MAX_ELEMENT_BYTES + " bytes");
    }
    EbmlElements inside = new EbmlElements(reader.read(head.content, (int) head.size));
    if (head.id == SEEK_HEAD) {
      seekHead(inside);
    } else if (head.id == INFO) {
      info(inside);
    } else if (head.id == CUES) {
      cues(inside);
    }
  }

  private void seekHead(EbmlElements seeks) throws MediaException {
    while (seeks.next()) {
      if (seeks.id() == SEEK) {
        EbmlElements seek = seeks.inside();
        long id = 0;
        long position = -1;
        while (seek.next()) {
          id = seek.id() == SEEK_ID ? seek.number() : id;
          position = seek.id() == SEEK_POSITION ? seek.number() : position;
        }
        if (id == CUES && position >= 0 && position < reader.lengthBytes()) {
          cuesPosition = segment + position;
        }
      }
    }
  }

  private void info(EbmlElements infos) throws MediaException {
    while (infos.next()) {
      if (infos.id() == TIMESTAMP_SCALE) {
        nanosPerTick = Math.max(1, infos.number());
      } else if (infos.id() == DURATION) {
        durationTicks = Math.max(0, infos.real());
      }
    }
  }

  private void cues(EbmlElements points) throws MediaException {
    hasCues = true;
    while (points.next()) {
      if (points.id() == CUE_POINT) {
        cue(points.inside());
      }
    }
  }

  private void cue(EbmlElements cue) throws MediaException {
    long ticks = 0;
    while (cue.next()) {
      if (cue.id() == CUE_TIME) {
        ticks = cue.number();
      } else if (cue.id() == CUE_TRACK_POSITIONS) {
        EbmlElements place = cue.inside();
        while (place.next()) {
          if (place.id() == CUE_CLUSTER_POSITION) {
            long millis = (long) (ticks * nanosPerTick / NANOS_PER_MILLI);
            timeline.add(millis, segment + Math.min(place.number(), reader.lengthBytes()));
          }
        }
      }
    }
  }

  /**
   * The head of an element.
   *
   * @param content where its content begins
   * @param size of the content
   */
  private record Head(long id, long content, long size) {
    long end() {
      return content + size;
    }
  }

  private Head head(long position) throws IOException {
    ByteBuffer bytes = reader.readUpTo(position, MAX_HEAD_BYTES);
    EbmlNumber id = EbmlNumber.id(bytes, position);
    EbmlNumber size = EbmlNumber.size(bytes, position);
    long content = position + bytes.position();
    long left = reader.lengthBytes() - content;
    long known = size.isUnknown() ? left : size.value();
    if (known < 0 || known > left) {
      throw new MediaException(position, "an element that fits into the file");
    }
    return new Head(id.value(), content, known);
  }
}
