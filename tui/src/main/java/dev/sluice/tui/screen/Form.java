package dev.sluice.tui.screen;

import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.input.Input;
import java.util.List;
import java.util.function.Function;

/** A dialog of lines that a person types, each behind its label. Owned by the UI's thread. */
final class Form implements Screen {
  private static final int COLUMNS = 72;
  private static final int FIRST_FIELD_ROW = 2;
  private static final int GAP = 2;

  private final Wording wording;
  private final List<Field> fields;
  private final Function<List<String>, Answer> reader;
  private int current;
  private String complaint = "";

  /**
   * What it says.
   *
   * @param title stands in its frame
   * @param hint says what is to be typed
   * @param verb what Enter does
   */
  record Wording(String title, String hint, String verb) {}

  /** One line behind its label. */
  record Field(String label, TextField text) {}

  /** What becomes of what was typed. */
  sealed interface Answer {
    /** It is a wish. */
    record Wished(Wish wish) implements Answer {}

    /** It is of no use, for this reason. */
    record Refused(String reason) implements Answer {}
  }

  /** Takes its fields from top to bottom; {@code reader} is given their texts in this order. */
  Form(Wording wording, List<Field> fields, Function<List<String>, Answer> reader) {
    this.wording = wording;
    this.fields = List.copyOf(fields);
    this.reader = reader;
  }

  @Override
  public boolean isDialog() {
    return true;
  }

  @Override
  public void draw(Canvas canvas, Snapshot now) {
    Canvas middle =
        Dialog.frame(canvas, wording.title(), COLUMNS, FIRST_FIELD_ROW + fields.size() + 1);
    middle.text(0, 0, wording.hint(), Ink.FAINT);
    int labelColumns =
        fields.stream().mapToInt(each -> Canvas.widthOf(each.label())).max().orElse(0) + GAP;
    for (int i = 0; i < fields.size(); i++) {
      int row = FIRST_FIELD_ROW + i;
      middle.text(0, row, fields.get(i).label(), Ink.FAINT);
      Canvas line = middle.part(labelColumns, row, middle.width() - labelColumns, 1);
      fields.get(i).text().draw(line, i == current);
    }
    middle.text(0, FIRST_FIELD_ROW + fields.size(), complaint, Ink.BAD);
  }

  @Override
  public void onInput(Input input, Snapshot now, Control control) {
    if (fields.get(current).text().onInput(input)) {
      complaint = "";
    } else if (input instanceof Input.Pressed(var key)) {
      onKey(key, control);
    }
  }

  private void onKey(Input.Key key, Control control) {
    switch (key) {
      case TAB, DOWN -> current = Math.floorMod(current + 1, fields.size());
      case BACK_TAB, UP -> current = Math.floorMod(current - 1, fields.size());
      case ESCAPE -> control.close();
      case ENTER -> submit(control);
      default -> {} // no key of ours
    }
  }

  private void submit(Control control) {
    switch (reader.apply(fields.stream().map(field -> field.text().text()).toList())) {
      case Answer.Refused(var reason) -> complaint = reason;
      case Answer.Wished(var wish) -> {
        control.close();
        control.wish(wish);
      }
    }
  }

  @Override
  public List<KeyHint> keys(Snapshot now) {
    return List.of(
        new KeyHint("Enter", wording.verb()),
        new KeyHint("Tab", "other field"),
        new KeyHint("^U", "clear"),
        new KeyHint("Esc", "cancel"));
  }
}
