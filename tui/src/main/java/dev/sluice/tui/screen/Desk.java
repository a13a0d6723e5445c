package dev.sluice.tui.screen;

import dev.sluice.model.InfoHash;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.input.Input;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The whole UI without terminal and engine: screens that lie on one another, a footer that says
 * what keys do, and one line for news. It is told inputs and how things stand; it draws, and says
 * what is wished.
 *
 * <p>Owned by the UI's thread.
 */
public final class Desk implements Control {
  /** Less than this shows nothing useful. */
  private static final int MIN_COLUMNS = 40;

  private static final int MIN_ROWS = 10;

  private final Deque<Screen> screens = new ArrayDeque<>();
  private final Consumer<Wish> wishes;
  private Snapshot now;
  private String news = "";
  private Ink newsInk = Ink.PLAIN;

  /**
   * Begins with the list of torrents.
   *
   * @param now how things stand
   * @param folder where torrents are saved unless a person says otherwise
   * @param home what {@code ~} stands for
   * @param wishes is told what is to be done, and must not wait
   */
  public Desk(Snapshot now, Path folder, Path home, Consumer<Wish> wishes) {
    this.now = now;
    this.wishes = wishes;
    screens.push(new TorrentList(new Additions(folder, home)));
  }

  /** Takes how things stand from now on. */
  public void show(Snapshot next) {
    now = next;
  }

  /** Shows a sentence above the footer until a key is pressed. */
  public void tell(String sentence) {
    news = sentence;
    newsInk = Ink.PLAIN;
  }

  /** Shows a sentence about something that went wrong, as {@link #tell} does. */
  public void complain(String sentence) {
    news = sentence;
    newsInk = Ink.BAD;
  }

  /** Takes what a person did. */
  public void onInput(Input input) {
    news = "";
    if (input.is(Input.Key.INTERRUPT)) {
      wishes.accept(new Wish.Quit());
    } else if (input.is(Input.Key.REDRAW)) {
      wishes.accept(new Wish.Redraw());
    } else if (input.is('?') && !top().isDialog() && !top().isTyping()) {
      open(new HelpPage());
    } else {
      top().onInput(input, now, this);
    }
  }

  /** Returns the torrent that is looked at closely, if one is. */
  public Optional<InfoHash> focus() {
    return screens.stream().flatMap(screen -> screen.torrent().stream()).findFirst();
  }

  private Screen top() {
    return screens.element();
  }

  @Override
  public void open(Screen screen) {
    screens.push(screen);
  }

  @Override
  public void close() {
    if (screens.size() > 1) {
      screens.pop();
    }
  }

  @Override
  public void wish(Wish wish) {
    wishes.accept(wish);
  }

  /** Draws everything. */
  public void draw(Canvas canvas) {
    if (canvas.width() < MIN_COLUMNS || canvas.height() < MIN_ROWS) {
      canvas.text(0, 0, "Too small: make it %d x %d".formatted(MIN_COLUMNS, MIN_ROWS), Ink.PLAIN);
      return;
    }
    List<KeyHint> keys = top().keys(now);
    int footerRows = Footer.rows(canvas.width(), keys);
    int newsRow = canvas.height() - footerRows - 1;
    Canvas body = canvas.rows(0, newsRow + (news.isEmpty() ? 1 : 0));
    visible().forEach(screen -> screen.draw(body, now));
    if (!news.isEmpty()) {
      canvas.text(0, newsRow, news, newsInk);
    }
    Footer.draw(canvas.rows(canvas.height() - footerRows, footerRows), keys);
  }

  /** Returns what shows, from back to front: the topmost whole screen and the dialogs on it. */
  private List<Screen> visible() {
    List<Screen> visible = new ArrayList<>();
    for (Screen screen : screens) {
      visible.addFirst(screen);
      if (!screen.isDialog()) {
        break;
      }
    }
    return visible;
  }
}
