package dev.sluice.media;

import dev.sluice.model.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the headers of songs, which need no index: time is about proportional to bytes. */
final class AudioParser {
  private static final int ID3_BYTES = 10;
  private static final int FLAC_BLOCK_BYTES = 4;
  private static final int STREAM_INFO_BYTES = 34;
  private static final int MAX_FLAC_BLOCKS = 128;

  /** What is looked at of an Ogg file at both ends: the last page says how long it is. */
  private static final int OGG_END_BYTES = 64 << 10;

  /** Kilobits a second of MPEG 1 layer 3, by the four bits of a frame's header. */
  private static final int[] MP3_KILOBITS = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0
  };

  private AudioParser() {}

  private static Media media(
      MediaFormat format,
      MediaReader reader,
      Optional<Duration> duration,
      List<ByteRange> described,
      long firstMedia) {
    return new Media(format, reader.lengthBytes(), duration, described, firstMedia, Timeline.EMPTY);
  }

  /** An ID3 tag, perhaps, and frames, whose first tells the rate. */
  static Media mp3(MediaReader reader) throws IOException {
    ByteBuffer tag = reader.read(0, ID3_BYTES);
    long begin = 0;
    if (tag.get(0) == 'I') {
      begin = ID3_BYTES;
      for (int i = 0; i < 4; i++) {
        begin += (long) (tag.get(6 + i) & 0x7F) << (7 * (3 - i));
      }
    }
    if (begin > reader.lengthBytes() - 4) {
      throw new MediaException(begin, "a frame behind the tag");
    }
    int head = reader.read(begin, 4).getInt();
    int kilobits = MP3_KILOBITS[head >>> 12 & 15];
    Optional<Duration> duration =
        kilobits == 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((reader.lengthBytes() - begin) * 8 / kilobits));
    List<ByteRange> described = List.of(new ByteRange(0, begin + 4));
    return media(MediaFormat.MP3, reader, duration, described, begin);
  }

  /** Metadata blocks, the first of which tells how many samples there are. */
  static Media flac(MediaReader reader) throws IOException {
    long position = FLAC_BLOCK_BYTES;
    Optional<Duration> duration = Optional.empty();
    boolean isLast = false;
    for (int i = 0; i < MAX_FLAC_BLOCKS && !isLast; i++) {
      int head = reader.read(position, FLAC_BLOCK_BYTES).getInt();
      isLast = head < 0;
      int size = head & 0xFFFFFF;
      if ((head >>> 24 & 0x7F) == 0 && size >= STREAM_INFO_BYTES) {
        duration = flacDuration(reader.read(position + FLAC_BLOCK_BYTES, STREAM_INFO_BYTES));
      }
      position += FLAC_BLOCK_BYTES + size;
    }
    if (position > reader.lengthBytes()) {
      throw new MediaException(position, "frames behind the metadata");
    }
    List<ByteRange> described = List.of(new ByteRange(0, position));
    return media(MediaFormat.FLAC, reader, duration, described, position);
  }

  /** 20 bits samples a second, 3 channels, 5 bits a sample, 36 samples. */
  private static Optional<Duration> flacDuration(ByteBuffer info) {
    long bits = info.getLong(10);
    long perSecond = bits >>> 44;
    long samples = bits & 0xF_FFFF_FFFFL;
    return perSecond == 0 || samples == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(samples * 1000 / perSecond));
  }

  /** Pages, the last of which tells the number of samples, in 48,000 a second if it is Opus. */
  static Media ogg(MediaReader reader) throws IOException {
    ByteBuffer first = reader.readUpTo(0, OGG_END_BYTES);
    long tail = Math.max(0, reader.lengthBytes() - OGG_END_BYTES);
    ByteBuffer last = reader.readUpTo(tail, OGG_END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long samples = lastGranule(last);
    long perSecond = samplesPerSecond(first);
    Optional<Duration> duration =
        samples > 0 && perSecond > 0
            ? Optional.of(Duration.ofMillis((long) (samples * 1000.0 / perSecond)))
            : Optional.empty();
    return media(MediaFormat.OGG, reader, duration, new ArrayList<>(reader.ranges()), 0);
  }

  private static long lastGranule(ByteBuffer bytes) {
    for (int at = bytes.limit() - 14; at >= 0; at--) {
      if (bytes.get(at) == 'O' && Mp4Parser.type(bytes, at).equals("OggS")) {
        return bytes.getLong(at + 6);
      }
    }
    return 0;
  }

  private static long samplesPerSecond(ByteBuffer bytes) {
    int packet = 28;
    if (bytes.limit() < packet + 16) {
      return 0;
    }
    if (Mp4Parser.type(bytes, packet).equals("Opus")) {
      return 48_000;
    }
    boolean isVorbis = Mp4Parser.type(bytes, packet + 1).equals("vorb");
    return isVorbis ? Integer.reverseBytes(bytes.getInt(packet + 12)) & 0xFFFF_FFFFL : 0;
  }
}
