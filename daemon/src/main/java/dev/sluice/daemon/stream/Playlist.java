package dev.sluice.daemon.stream;

import dev.sluice.metainfo.FileEntry;
import java.util.List;
import java.util.Locale;

/** The films and songs of a torrent, and the subtitles that belong to each. */
final class Playlist {
  private final List<FileEntry> files;

  Playlist(List<FileEntry> files) {
    this.files = List.copyOf(files);
  }

  /** Returns what can be played; every file, if nothing looks as if it could. */
  List<FileEntry> playable() {
    List<FileEntry> playable =
        files.stream().filter(file -> ContentType.isPlayable(name(file))).toList();
    return playable.isEmpty() ? files : playable;
  }

  /** Returns the subtitles whose name begins as the film's does, in the same folder or below. */
  List<FileEntry> subtitlesOf(FileEntry film) {
    String stem = withoutEnding(film.path().toString()).toLowerCase(Locale.ROOT);
    String nameStem = withoutEnding(name(film)).toLowerCase(Locale.ROOT);
    return files.stream()
        .filter(file -> ContentType.isSubtitles(name(file)))
        .filter(file ->
            file.path().toString().toLowerCase(Locale.ROOT).startsWith(stem)
                || name(file).toLowerCase(Locale.ROOT).startsWith(nameStem))
        .toList();
  }

  /** Returns the list in the form that players read, with addresses relative to its own. */
  String m3u() {
    StringBuilder list = new StringBuilder("#EXTM3U\n");
    for (FileEntry file : playable()) {
      list.append("#EXTINF:-1,").append(name(file)).append('\n');
      for (FileEntry subtitles : subtitlesOf(file)) {
        list.append("#EXTVLCOPT:input-slave=").append(address(subtitles)).append('\n');
      }
      list.append(address(file)).append('\n');
    }
    return list.toString();
  }

  /** Returns where a file is, relative to the playlist. */
  static String address(FileEntry file) {
    return "files/" + file.index() + "/" + UrlText.encode(name(file));
  }

  static String name(FileEntry file) {
    return file.path().fileName();
  }

  private static String withoutEnding(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= name.lastIndexOf('/') + 1 ? name : name.substring(0, dot);
  }
}
