package dev.sluice.tui.screen;

import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import dev.sluice.tui.canvas.Bar;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.input.Input;
import dev.sluice.tui.words.Amounts;
import dev.sluice.tui.words.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One torrent: its name and progress, and below them one of its sides. */
final class TorrentPage implements Screen {
  static final int HEAD_ROWS = 4;
  private static final int TAB_ROW = 2;

  private final InfoHash torrent;
  private final List<Tab> tabs =
      List.of(new OverviewTab(), new FilesTab(), new PeersTab(), new TrackersTab(), new LogTab());
  private int current;

  TorrentPage(InfoHash torrent) {
    this.torrent = torrent;
  }

  @Override
  public Optional<InfoHash> torrent() {
    return Optional.of(torrent);
  }

  private Tab tab() {
    return tabs.get(current);
  }

  @Override
  public void draw(Canvas canvas, Snapshot now) {
    Optional<TorrentView> view = now.torrent(torrent);
    if (view.isEmpty()) {
      canvas.text(0, 0, "This torrent has been removed.", Ink.FAINT);
      return;
    }
    drawHead(canvas, view.get());
    drawTabs(canvas);
    tab().draw(canvas.rows(HEAD_ROWS, canvas.height() - HEAD_ROWS), view.get(), now);
  }

  private static void drawHead(Canvas canvas, TorrentView view) {
    String words = Standing.words(view);
    int wordsWidth = Math.min(Canvas.widthOf(words), canvas.width() / 2);
    canvas.text(0, 0, canvas.width() - wordsWidth - 2, view.name(), Ink.TITLE);
    canvas.textBefore(canvas.width(), 0, wordsWidth, words, Standing.ink(view));
    String done =
        "  %s  %s of %s%s"
            .formatted(
                Amounts.percent(view.fraction()),
                Amounts.bytes(view.doneBytes()),
                Amounts.bytes(view.wantedBytes()),
                Standing.timeLeft(view)
                    .map(left -> "  " + Amounts.time(left) + " left")
                    .orElse(""));
    int columns = Math.max(0, canvas.width() - Canvas.widthOf(done));
    Bar.draw(canvas, 0, 1, columns, view.fraction(), Standing.ink(view));
    canvas.text(columns, 1, done, Ink.PLAIN);
  }

  private void drawTabs(Canvas canvas) {
    for (int i = 0; i < tabs.size(); i++) {
      int column = tabColumn(i);
      canvas.text(column, TAB_ROW, String.valueOf(i + 1), Ink.KEY);
      Ink ink = i == current ? Ink.CURSOR : Ink.PLAIN;
      canvas.text(column + 1, TAB_ROW, " " + tabs.get(i).title() + " ", ink);
    }
  }

  private int tabColumn(int index) {
    int column = 0;
    for (Tab before : tabs.subList(0, index)) {
      column += before.title().length() + 5;
    }
    return column;
  }

  @Override
  public void onInput(Input input, Snapshot now, Control control) {
    Optional<TorrentView> view = now.torrent(torrent);
    if (view.isEmpty() || isBack(input)) {
      control.close();
      return;
    }
    if (!tab().onInput(below(input), view.get(), now, control) && !switches(input)) {
      if (input instanceof Input.Typed typed) {
        TorrentKeys.onTyped(typed, view.get(), control);
      }
    }
  }

  private static boolean isBack(Input input) {
    return input.is(Input.Key.ESCAPE) || input.is(Input.Key.BACKSPACE) || input.is('q');
  }

  /** Rows of tabs begin below the head. */
  private static Input below(Input input) {
    return input instanceof Input.Clicked(int column, int row)
        ? new Input.Clicked(column, row - HEAD_ROWS)
        : input;
  }

  private boolean switches(Input input) {
    return switch (input) {
      case Input.Typed(int digit) when digit >= '1' && digit < '1' + tabs.size() ->
          show(digit - '1');
      case Input.Pressed(Input.Key key) ->
          switch (key) {
            case TAB, RIGHT -> show(current + 1);
            case BACK_TAB, LEFT -> show(current - 1);
            default -> false;
          };
      case Input.Clicked(int column, int row) when row == TAB_ROW -> show(tabAt(column));
      case Input.Typed _, Input.Clicked _, Input.Scrolled _, Input.Pasted _ -> false;
    };
  }

  private int tabAt(int column) {
    int index = 0;
    while (index + 1 < tabs.size() && tabColumn(index + 1) <= column) {
      index++;
    }
    return index;
  }

  private boolean show(int index) {
    current = Math.floorMod(index, tabs.size());
    return true;
  }

  @Override
  public List<KeyHint> keys(Snapshot now) {
    List<KeyHint> keys = new ArrayList<>(List.of(new KeyHint("Esc", "back")));
    keys.add(new KeyHint("Tab", "next"));
    keys.addAll(tab().keys());
    keys.addAll(TorrentKeys.HINTS);
    keys.add(new KeyHint("?", "help"));
    return keys;
  }
}
