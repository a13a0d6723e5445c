package dev.sluice.cli;

import dev.sluice.cli.report.Amounts;
import dev.sluice.cli.report.Look;
import dev.sluice.metainfo.Endpoint;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.Metainfo;
import java.util.List;
import java.util.Locale;

/**
 * What {@code show} prints for people.
 *
 * <pre>
 *   debian-13.1.0-amd64-netinst.iso
 *
 *   size       783 MiB (821,035,008 bytes) in 1 file
 *   pieces     3132 of 256 KiB
 *   info-hash  5b0e3b8b2bd5...
 * </pre>
 */
final class TorrentSheet {
  private static final int LABEL_COLUMNS = 11;

  private final Metainfo torrent;
  private final Look look;
  private final int maxFiles;
  private final StringBuilder text = new StringBuilder();

  TorrentSheet(Metainfo torrent, Look look, int maxFiles) {
    this.torrent = torrent;
    this.look = look;
    this.maxFiles = maxFiles;
  }

  /** Returns the sheet, many lines. */
  String text() {
    Info info = torrent.info();
    List<FileEntry> files = info.files().files().stream().filter(FileEntry::isStored).toList();
    text.append(oneLine(info.name())).append("\n\n");
    line("size", size(info.files().storedBytes()) + " in " + Amounts.count(files.size(), "file"));
    line("pieces", info.geometry().pieceCount() + " of " + Amounts.bytes(pieceBytes(info)));
    line("info-hash", torrent.infoHash().toHex());
    line("private", info.isPrivate() ? "yes: peers from its trackers only" : "");
    line("source", info.source());
    line("comment", torrent.comment());
    line("created", created());
    trackers();
    torrent.webSeeds().forEach(url -> line("web seed", url));
    line("magnet", torrent.magnet().toString());
    files(files);
    return text.toString();
  }

  /** Returns the sheet of a magnet link. */
  static String of(MagnetLink link) {
    StringBuilder text = new StringBuilder();
    line(text, "name", link.name().isEmpty() ? "unknown until peers tell it" : link.name());
    line(text, "info-hash", link.infoHash().toHex());
    link.trackers().forEach(url -> line(text, "tracker", url));
    link.webSeeds().forEach(url -> line(text, "web seed", url));
    link.peers().stream().map(Endpoint::toString).forEach(peer -> line(text, "peer", peer));
    return text.toString();
  }

  private static int pieceBytes(Info info) {
    return info.geometry().pieceBytes();
  }

  private static String size(long bytes) {
    return bytes < 1000
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%s (%,d bytes)", Amounts.bytes(bytes), bytes);
  }

  private String created() {
    String date = torrent.creationDate().map(when -> when.toString()).orElse("");
    String program = torrent.createdBy().isEmpty() ? "" : "by " + torrent.createdBy();
    return (date + " " + program).strip();
  }

  private void trackers() {
    List<List<String>> tiers = torrent.announceTiers();
    for (int tier = 0; tier < tiers.size(); tier++) {
      String mark = tiers.size() > 1 ? "  (tier " + (tier + 1) + ")" : "";
      tiers.get(tier).forEach(url -> line("tracker", url + mark));
    }
  }

  private void files(List<FileEntry> files) {
    if (torrent.info().isSingleFile()) {
      return;
    }
    FileTree tree = new FileTree(look);
    files.stream().limit(maxFiles).forEach(tree::add);
    text.append('\n').append(tree.text());
    if (files.size() > maxFiles) {
      int rest = files.size() - maxFiles;
      text.append("and " + Amounts.count(rest, "more file") + "; --files all lists them\n");
    }
  }

  private void line(String label, String value) {
    line(text, label, value);
  }

  private static void line(StringBuilder text, String label, String value) {
    if (!value.isEmpty()) {
      text.append(label).append(" ".repeat(LABEL_COLUMNS - label.length()));
      text.append(oneLine(value)).append('\n');
    }
  }

  /** A comment with line breaks could pretend to be other lines of the sheet. */
  private static String oneLine(String value) {
    return value.replaceAll("\\s*[\\r\\n]+\\s*", " / ").strip();
  }
}
