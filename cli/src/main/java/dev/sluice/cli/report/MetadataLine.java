package dev.sluice.cli.report;

import dev.sluice.api.TorrentView;
import java.io.PrintStream;

/** One line of a terminal that says how far metadata is, and is gone in the end. */
public final class MetadataLine implements AutoCloseable {
  private static final String BEGIN_OF_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean isShown;

  private MetadataLine(PrintStream out, boolean isShown) {
    this.out = out;
    this.isShown = isShown;
  }

  /** Returns a line on {@code out}, which draws nothing where there is no terminal. */
  public static MetadataLine on(PrintStream out, boolean isTerminal) {
    return new MetadataLine(out, isTerminal);
  }

  /** Draws it anew. */
  public void draw(TorrentView torrent) {
    if (isShown) {
      String words = PlainText.of(torrent.name() + ": " + MetadataWords.of(torrent));
      out.print(BEGIN_OF_LINE + Columns.cut(words, TerminalSize.USUAL.columns() - 1));
      out.flush();
    }
  }

  /** Takes it away. */
  @Override
  public void close() {
    if (isShown) {
      out.print(BEGIN_OF_LINE);
      out.flush();
    }
  }
}
