package dev.sluice.tui.screen;

import dev.sluice.api.BackpressureMetrics;
import dev.sluice.api.PieceMap;
import dev.sluice.api.PieceState;
import dev.sluice.api.TorrentView;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Chart;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.words.Amounts;
import dev.sluice.tui.words.Standing;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Numbers, the map of pieces, and the rates of the last minutes. */
final class OverviewTab implements Tab {
  private static final int NUMBER_ROWS = 6;
  private static final int LABEL_COLUMNS = 11;
  private static final int MIN_CHART_ROWS = 3;

  @Override
  public String title() {
    return "Overview";
  }

  @Override
  public void draw(Canvas canvas, TorrentView torrent, Snapshot now) {
    drawNumbers(canvas, torrent, now);
    int left = canvas.height() - NUMBER_ROWS;
    int mapRows = Math.max(2, left / 3);
    now.focus()
        .details()
        .ifPresent(details -> drawMap(canvas.rows(NUMBER_ROWS, mapRows), details.pieces()));
    int chartRows = (left - mapRows - 1) / 2;
    if (chartRows >= MIN_CHART_ROWS) {
      List<Focus.RateSample> rates = now.focus().rates();
      int row = NUMBER_ROWS + mapRows + 1;
      chart(
          canvas.rows(row, chartRows),
          "Down",
          rates,
          Focus.RateSample::downBytesPerSecond,
          Ink.BUSY);
      chart(
          canvas.rows(row + chartRows, canvas.height() - row - chartRows),
          "Up",
          rates,
          Focus.RateSample::upBytesPerSecond,
          Ink.GOOD);
    }
  }

  private static void drawNumbers(Canvas canvas, TorrentView torrent, Snapshot now) {
    BackpressureMetrics pressure = torrent.backpressure();
    line(
        canvas,
        0,
        "Rates",
        "↓ %s   ↑ %s   ratio %s   wasted %s"
            .formatted(
                orZero(Standing.down(torrent)),
                orZero(Standing.up(torrent)),
                Amounts.ratio(torrent.uploadedBytes(), torrent.downloadedBytes()),
                Amounts.bytes(torrent.wastedBytes())));
    line(
        canvas,
        1,
        "Peers",
        "%d connected, %d more known".formatted(torrent.peers().size(), torrent.knownPeers()));
    line(canvas, 2, "Held back", Standing.reason(torrent));
    line(
        canvas,
        3,
        "In flight",
        String.format(
            Locale.ROOT,
            "%d of %d pieces, %d blocks asked, %d for the disk, %.1f ms a write",
            pressure.piecesInFlight(),
            pressure.maxPiecesInFlight(),
            pressure.requestedBlocks(),
            pressure.queuedBlocks(),
            pressure.averageWriteMillis()));
    line(
        canvas,
        4,
        "Folder",
        now.focus().details().map(details -> details.directory().toString()).orElse(""));
  }

  private static String orZero(long rate) {
    return rate == 0 ? "0 B/s" : Amounts.rate(rate);
  }

  private static void line(Canvas canvas, int row, String label, String text) {
    canvas.text(0, row, label, Ink.FAINT);
    canvas.text(LABEL_COLUMNS, row, text, Ink.PLAIN);
  }

  private static void drawMap(Canvas canvas, PieceMap pieces) {
    String counts =
        "%d of %d here, %d begun"
            .formatted(
                pieces.count(PieceState.HERE), pieces.pieceCount(), pieces.count(PieceState.BEGUN));
    canvas.text(0, 0, "Pieces", Ink.FAINT);
    canvas.text(LABEL_COLUMNS, 0, counts, Ink.PLAIN);
    PieceStrip.draw(canvas.rows(1, canvas.height() - 1), pieces);
  }

  private static void chart(
      Canvas canvas,
      String label,
      List<Focus.RateSample> rates,
      ToLongFunction<Focus.RateSample> rate,
      Ink ink) {
    long[] values = rates.stream().mapToLong(rate).toArray();
    long most = 1;
    for (long value : values) {
      most = Math.max(most, value);
    }
    canvas.text(0, 0, label, Ink.FAINT);
    canvas.text(0, 1, LABEL_COLUMNS - 1, most == 1 ? "" : Amounts.rate(most), Ink.FAINT);
    Canvas area = canvas.part(LABEL_COLUMNS, 0, canvas.width() - LABEL_COLUMNS, canvas.height());
    area.repeat(0, area.height() - 1, area.width(), '▁', Ink.FAINT);
    Chart.draw(area, values, most, ink);
  }
}
