package dev.sluice.cli;

import dev.sluice.cli.report.Amounts;
import dev.sluice.cli.report.PlainText;
import dev.sluice.metainfo.Info;
import dev.sluice.model.PieceSet;
import java.io.PrintStream;
import java.util.List;

/**
 * What {@code verify} prints for people: each file when there are few, else those that are not
 * whole, and a last line that sums up.
 */
final class CheckSheet {
  /** Files listed one by one: what fits on a tall screen. */
  private static final int MAX_LINES = 50;

  private final Info info;
  private final PieceSet right;
  private final List<FileResult> files;

  CheckSheet(Info info, PieceSet right, List<FileResult> files) {
    this.info = info;
    this.right = right;
    this.files = files;
  }

  void printTo(PrintStream out) {
    List<FileResult> listed =
        files.size() <= MAX_LINES
            ? files
            : files.stream().filter(file -> !file.isComplete()).toList();
    listed.stream().limit(MAX_LINES).forEach(file -> out.println(line(file)));
    if (listed.size() > MAX_LINES) {
      out.println("and " + Amounts.count(listed.size() - MAX_LINES, "more file"));
    }
    out.println(PlainText.of(summary()));
  }

  private static String line(FileResult file) {
    String path = PlainText.of(file.entry().path().toString());
    if (file.isComplete()) {
      return "ok        " + path;
    }
    String state = file.rightPieces() == 0 ? "missing   " : "partial   ";
    return state + path + ": " + file.rightPieces() + " of " + file.pieces() + " pieces are right";
  }

  private String summary() {
    if (right.isFull()) {
      return info.name() + ": complete, " + Amounts.count(right.pieceCount(), "piece") + " right";
    }
    return "%s: incomplete, %d of %d pieces are right; 'sluice get' fetches the rest"
        .formatted(info.name(), right.size(), right.pieceCount());
  }
}
