package dev.sluice.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds out what a file needs to be played, by looking at its header and index and nothing else.
 *
 * <p>The file comes from strangers. Every size is compared with what is left before anything is
 * allocated, depth and counts are bounded, and a file that is not what its first bytes promise is a
 * {@link MediaException}.
 */
public final class MediaProbe {
  private static final int MAGIC_BYTES = 16;

  private MediaProbe() {}

  /**
   * Returns what is known of the file; reads wait for the source.
   *
   * @throws MediaException if the file contradicts itself
   * @throws IOException if the source fails
   */
  public static Media probe(MediaSource source) throws IOException {
    MediaReader reader = new MediaReader(source);
    if (source.lengthBytes() < MAGIC_BYTES) {
      return Media.unknown(source.lengthBytes());
    }
    ByteBuffer magic = reader.read(0, MAGIC_BYTES);
    return switch (formatOf(magic)) {
      case MP4 -> new Mp4Parser(reader).parse();
      case MATROSKA -> new MatroskaParser(reader).parse();
      case AVI -> new AviParser(reader).parse();
      case MP3 -> AudioParser.mp3(reader);
      case FLAC -> AudioParser.flac(reader);
      case OGG -> AudioParser.ogg(reader);
      case UNKNOWN -> Media.unknown(source.lengthBytes());
    };
  }

  /** Returns the format that the first 16 bytes of a file speak of. */
  public static MediaFormat formatOf(ByteBuffer start) {
    int first = start.getInt(0);
    String box = text(start, 4);
    if (first == 0x1A45DFA3) {
      return MediaFormat.MATROSKA;
    }
    if (text(start, 0).equals("RIFF") && text(start, 8).equals("AVI ")) {
      return MediaFormat.AVI;
    }
    if (text(start, 0).equals("fLaC")) {
      return MediaFormat.FLAC;
    }
    if (text(start, 0).equals("OggS")) {
      return MediaFormat.OGG;
    }
    boolean isFrame = (first >>> 21) == 0x7FF && ((first >>> 17) & 3) != 0;
    if (text(start, 0).startsWith("ID3") || isFrame) {
      return MediaFormat.MP3;
    }
    return switch (box) {
      case "ftyp", "moov", "mdat", "wide", "free", "skip", "pnot" -> MediaFormat.MP4;
      default -> MediaFormat.UNKNOWN;
    };
  }

  private static String text(ByteBuffer bytes, int at) {
    byte[] four = new byte[4];
    bytes.duplicate().position(at).get(four);
    return new String(four, StandardCharsets.ISO_8859_1);
  }
}
