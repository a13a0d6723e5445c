package dev.sluice.daemon.stream;

import java.util.Locale;
import java.util.Map;

/** What a file is, by the ending of its name, in the words of HTTP. */
final class ContentType {
  private static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("mp4", "video/mp4"),
          Map.entry("m4v", "video/mp4"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("mkv", "video/x-matroska"),
          Map.entry("webm", "video/webm"),
          Map.entry("avi", "video/x-msvideo"),
          Map.entry("wmv", "video/x-ms-wmv"),
          Map.entry("flv", "video/x-flv"),
          Map.entry("mpg", "video/mpeg"),
          Map.entry("mpeg", "video/mpeg"),
          Map.entry("ts", "video/mp2t"),
          Map.entry("m2ts", "video/mp2t"),
          Map.entry("ogv", "video/ogg"),
          Map.entry("3gp", "video/3gpp"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("m4b", "audio/mp4"),
          Map.entry("aac", "audio/aac"),
          Map.entry("flac", "audio/flac"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("oga", "audio/ogg"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("srt", "application/x-subrip"),
          Map.entry("vtt", "text/vtt"),
          Map.entry("ass", "text/x-ssa"),
          Map.entry("ssa", "text/x-ssa"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("png", "image/png"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("txt", "text/plain"),
          Map.entry("nfo", "text/plain"));

  private ContentType() {}

  /** Returns the type; never one that a browser would run, such as HTML. */
  static String of(String fileName) {
    return TYPES.getOrDefault(ending(fileName), UNKNOWN);
  }

  /** Returns whether the name is that of a film or a song. */
  static boolean isPlayable(String fileName) {
    String type = of(fileName);
    return type.startsWith("video/") || type.startsWith("audio/");
  }

  /** Returns whether the name is that of subtitles. */
  static boolean isSubtitles(String fileName) {
    return switch (ending(fileName)) {
      case "srt", "vtt", "ass", "ssa" -> true;
      default -> false;
    };
  }

  private static String ending(String fileName) {
    return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
