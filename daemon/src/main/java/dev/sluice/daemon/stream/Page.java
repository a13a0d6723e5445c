package dev.sluice.daemon.stream;

import dev.sluice.metainfo.FileEntry;

/** What a browser shows: each film in a player, with its subtitles. */
final class Page {
  private Page() {}

  static String of(String torrentName, Playlist playlist) {
    StringBuilder page = new StringBuilder();
    String title = UrlText.escape(torrentName);
    page.append("<!doctype html><meta charset=utf-8><title>").append(title);
    page.append("</title><h1>").append(title).append("</h1>");
    for (FileEntry file : playlist.playable()) {
      String name = UrlText.escape(Playlist.name(file));
      page.append("<h2>").append(name).append("</h2>");
      page.append("<video controls preload=metadata width=640 src=\"");
      page.append(Playlist.address(file)).append("\">");
      for (FileEntry subtitles : playlist.subtitlesOf(file)) {
        page.append("<track kind=subtitles label=\"");
        page.append(UrlText.escape(Playlist.name(subtitles))).append("\" src=\"");
        page.append(Playlist.address(subtitles)).append("\">");
      }
      page.append("</video><p><a href=\"").append(Playlist.address(file)).append("\">");
      page.append(name).append("</a>");
    }
    return page.append("<p><a href=playlist.m3u8>playlist.m3u8</a>").toString();
  }
}
