package dev.sluice.tui.screen;

import dev.sluice.api.RateLimits;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.input.Input;
import dev.sluice.tui.words.RateText;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Asks for limits of rates, of one torrent or of all together. */
final class LimitDialog implements Screen {
  private static final int COLUMNS = 56;

  private final String title;
  private final Function<RateLimits, Wish> wish;
  private final TextField down = new TextField("");
  private final TextField up = new TextField("");
  private boolean isInUp;
  private String complaint = "";

  LimitDialog(String title, Function<RateLimits, Wish> wish) {
    this.title = title;
    this.wish = wish;
  }

  @Override
  public boolean isDialog() {
    return true;
  }

  @Override
  public void draw(Canvas canvas, Snapshot now) {
    Canvas middle = Dialog.frame(canvas, title, COLUMNS, 5);
    middle.text(0, 0, "Bytes a second, as 500K, 2M or 1MiB; empty is no limit.", Ink.FAINT);
    middle.text(0, 2, "Down", Ink.FAINT);
    down.draw(middle.part(6, 2, middle.width() - 6, 1), !isInUp);
    middle.text(0, 3, "Up", Ink.FAINT);
    up.draw(middle.part(6, 3, middle.width() - 6, 1), isInUp);
    middle.text(0, 4, complaint, Ink.BAD);
  }

  @Override
  public void onInput(Input input, Snapshot now, Control control) {
    TextField field = isInUp ? up : down;
    if (field.onInput(input)) {
      complaint = "";
    } else if (input instanceof Input.Pressed(var key)) {
      onKey(key, control);
    }
  }

  private void onKey(Input.Key key, Control control) {
    switch (key) {
      case TAB, BACK_TAB, UP, DOWN -> isInUp = !isInUp;
      case ESCAPE -> control.close();
      case ENTER -> limit(control);
      default -> {} // no key of ours
    }
  }

  private void limit(Control control) {
    OptionalLong downLimit = RateText.parse(down.text());
    OptionalLong upLimit = RateText.parse(up.text());
    if (downLimit.isEmpty() || upLimit.isEmpty()) {
      complaint = "'%s' is no rate.".formatted(downLimit.isEmpty() ? down.text() : up.text());
      return;
    }
    control.close();
    control.wish(wish.apply(new RateLimits(downLimit.getAsLong(), upLimit.getAsLong())));
  }

  @Override
  public List<KeyHint> keys(Snapshot now) {
    return List.of(
        new KeyHint("Enter", "limit"),
        new KeyHint("Tab", "other field"),
        new KeyHint("Esc", "cancel"));
  }
}
