package dev.sluice.tui.screen;

import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import dev.sluice.tui.canvas.Bar;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.canvas.Scroll;
import dev.sluice.tui.canvas.Table;
import dev.sluice.tui.canvas.Table.Column;
import dev.sluice.tui.input.Input;
import dev.sluice.tui.words.Amounts;
import dev.sluice.tui.words.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All torrents, one in a row; the screen that is always there. */
final class TorrentList implements Screen {
  private static final int HEAD_ROWS = 3;
  private static final int BAR_COLUMNS = 20;
  private static final Table<TorrentView> TABLE = new Table<>(columns());

  private final Additions additions;
  private final Scroll scroll = new Scroll();
  private Optional<InfoHash> chosen = Optional.empty();
  private TorrentOrder order = TorrentOrder.ADDED;
  private boolean isReversed;
  private String filter = "";
  private boolean isFiltering;
  private List<TorrentView> shown = List.of();

  TorrentList(Additions additions) {
    this.additions = additions;
  }

  private static List<Column<TorrentView>> columns() {
    return List.of(
        Column.words("", 1, 0, 20, Standing::sign).in(Standing::ink),
        Column.words("Name", 18, 3, 20, TorrentView::name),
        Column.<TorrentView>words("", BAR_COLUMNS, 0, 2, TorrentList::bar).in(Standing::ink),
        Column.numbers("Done", 6, 19, view -> done(view)),
        Column.numbers("Size", 7, 8, TorrentList::size),
        Column.<TorrentView>numbers("Down", 8, 18, view -> Amounts.rate(Standing.down(view)))
            .in(view -> Ink.BUSY),
        Column.<TorrentView>numbers("Up", 8, 17, view -> Amounts.rate(Standing.up(view)))
            .in(view -> Ink.GOOD),
        Column.numbers(
            "Ratio", 5, 9, view -> Amounts.ratio(view.uploadedBytes(), view.downloadedBytes())),
        Column.numbers("Left", 6, 10, TorrentList::left),
        Column.numbers("Peers", 5, 3, view -> String.valueOf(view.peers().size())),
        Column.words("State", 14, 1, 16, Standing::words).in(Standing::ink));
  }

  private static boolean isKnown(TorrentView view) {
    return view.state() != TorrentState.FETCHING_METADATA;
  }

  private static String bar(TorrentView view) {
    return Bar.of(isKnown(view) ? view.fraction() : 0, BAR_COLUMNS);
  }

  private static String done(TorrentView view) {
    return isKnown(view) ? Amounts.percent(view.fraction()) : "";
  }

  private static String size(TorrentView view) {
    return isKnown(view) ? Amounts.bytes(view.wantedBytes()) : "";
  }

  private static String left(TorrentView view) {
    return Standing.timeLeft(view).map(Amounts::time).orElse("");
  }

  @Override
  public void draw(Canvas canvas, Snapshot now) {
    choose(now);
    Header.draw(canvas, now);
    if (now.torrents().isEmpty()) {
      canvas.text(2, 3, "No torrents yet.", Ink.PLAIN);
      canvas.text(
          2, 5, "Press a to add one: a .torrent file, a magnet link or an info-hash.", Ink.FAINT);
      canvas.text(2, 6, "Or paste it right here.", Ink.FAINT);
      return;
    }
    int listRows = canvas.height() - HEAD_ROWS - (isFilterShown() ? 1 : 0);
    scroll.fit(shown.size(), listRows);
    chosen = current().map(TorrentView::infoHash);
    TABLE.draw(
        canvas.rows(HEAD_ROWS - 1, listRows + 1),
        shown,
        scroll.first(),
        scroll.cursor(),
        column -> isSorting(column) ? (isReversed ? "▴" : "▾") : "");
    if (isFilterShown()) {
      drawFilter(canvas.rows(canvas.height() - 1, 1), now);
    }
  }

  private boolean isSorting(Column<TorrentView> column) {
    return !column.title().isEmpty() && column.title().equals(order.column());
  }

  private boolean isFilterShown() {
    return isFiltering || !filter.isEmpty();
  }

  private void drawFilter(Canvas canvas, Snapshot now) {
    int end = canvas.text(0, 0, "Filter: ", Ink.KEY);
    end = canvas.text(end, 0, filter + (isFiltering ? "▏" : ""), Ink.STRONG);
    canvas.text(end, 0, "  %d of %d".formatted(shown.size(), now.torrents().size()), Ink.FAINT);
  }

  /** Sorts and filters; the cursor stays with its torrent. */
  private void choose(Snapshot now) {
    String wanted = filter.toLowerCase(Locale.ROOT);
    shown =
        now.torrents().stream()
            .filter(view -> matches(view, wanted))
            .sorted(isReversed ? order.comparator().reversed() : order.comparator())
            .toList();
    chosen.ifPresent(this::follow);
  }

  private static boolean matches(TorrentView view, String wanted) {
    return wanted.isEmpty()
        || view.name().toLowerCase(Locale.ROOT).contains(wanted)
        || Standing.name(view.state()).startsWith(wanted);
  }

  private void follow(InfoHash torrent) {
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).infoHash().equals(torrent)) {
        scroll.to(i);
        return;
      }
    }
  }

  private Optional<TorrentView> current() {
    return scroll.cursor() < shown.size()
        ? Optional.of(shown.get(scroll.cursor()))
        : Optional.empty();
  }

  @Override
  public void onInput(Input input, Snapshot now, Control control) {
    if (input instanceof Input.Pasted(var text)) {
      control.open(additions.form(text));
    } else if (isFiltering && filtered(input)) {
      scroll.to(0);
      chosen = Optional.empty();
    } else if (Moves.move(scroll, input, HEAD_ROWS)) {
      scroll.fit(shown.size(), scroll.page());
      chosen = current().map(TorrentView::infoHash);
    } else if (input instanceof Input.Typed typed) {
      onTyped(typed, now, control);
    } else if (input instanceof Input.Pressed(var key)) {
      onKey(key, control);
    }
  }

  /** Takes what is typed into the filter; returns false for what is none of its business. */
  private boolean filtered(Input input) {
    switch (input) {
      case Input.Typed(int codePoint) -> filter += Character.toString(codePoint);
      case Input.Pressed(Input.Key key) -> {
        switch (key) {
          case BACKSPACE -> filter = filter.isEmpty() ? "" : TextField.withoutLast(filter);
          case ENTER -> isFiltering = false;
          case ESCAPE -> endFilter();
          default -> {
            return false;
          }
        }
      }
      case Input.Clicked _, Input.Scrolled _, Input.Pasted _ -> {
        return false;
      }
    }
    return true;
  }

  private void endFilter() {
    filter = "";
    isFiltering = false;
  }

  private void onKey(Input.Key key, Control control) {
    switch (key) {
      case ESCAPE -> endFilter();
      case ENTER, RIGHT ->
          current().ifPresent(torrent -> control.open(new TorrentPage(torrent.infoHash())));
      default -> {} // no key of ours
    }
  }

  private void onTyped(Input.Typed typed, Snapshot now, Control control) {
    switch (typed.codePoint()) {
      case 'a' -> control.open(additions.form(""));
      case '/' -> isFiltering = true;
      case 's' -> order = order.next();
      case 'S' -> isReversed = !isReversed;
      case 'L' -> control.open(LimitForms.ofAll(now.limits()));
      case 'q' -> control.wish(new Wish.Quit());
      default -> current().ifPresent(torrent -> TorrentKeys.onTyped(typed, torrent, control));
    }
  }

  @Override
  public boolean isTyping() {
    return isFiltering;
  }

  @Override
  public List<KeyHint> keys(Snapshot now) {
    if (isFiltering) {
      return List.of(new KeyHint("Enter", "keep"), new KeyHint("Esc", "clear"));
    }
    if (now.torrents().isEmpty()) {
      return List.of(new KeyHint("a", "add"), new KeyHint("?", "help"), new KeyHint("q", "quit"));
    }
    List<KeyHint> keys = new ArrayList<>(List.of(new KeyHint("a", "add")));
    keys.add(new KeyHint("Enter", "look"));
    keys.addAll(TorrentKeys.HINTS);
    keys.add(new KeyHint("s", "sort"));
    keys.add(new KeyHint("/", "filter"));
    keys.add(new KeyHint("?", "help"));
    keys.add(new KeyHint("q", "quit"));
    return keys;
  }
}
