package dev.sluice.tui.terminal;

import dev.tamboui.layout.Position;
import dev.tamboui.layout.Size;
import dev.tamboui.terminal.AbstractBackend;
import java.io.IOException;
import org.jline.terminal.Terminal;

/**
 * Lets TamboUI, which knows what has changed on the screen, write to a terminal of JLine. What is
 * typed is read elsewhere. Owned by {@link Display}.
 */
final class JlineBackend extends AbstractBackend {
  private final Terminal terminal;

  JlineBackend(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void writeRaw(String sequence) {
    terminal.writer().write(sequence);
  }

  @Override
  public void writeRaw(CharSequence sequence) {
    terminal.writer().append(sequence);
  }

  @Override
  public void flush() {
    terminal.flush();
  }

  @Override
  public void clear() {
    writeRaw("\u001b[0m\u001b[2J\u001b[H");
  }

  @Override
  public Size size() {
    return new Size(terminal.getWidth(), terminal.getHeight());
  }

  @Override
  public void showCursor() {
    writeRaw("\u001b[?25h");
  }

  @Override
  public void hideCursor() {
    writeRaw("\u001b[?25l");
  }

  @Override
  public void enterAlternateScreen() {
    writeRaw("\u001b[?1049h");
  }

  @Override
  public void leaveAlternateScreen() {
    writeRaw("\u001b[?1049l");
  }

  @Override
  public void enableRawMode() {}

  @Override
  public void disableRawMode() {}

  @Override
  public void onResize(Runnable listener) {}

  @Override
  public Position getCursorPosition() throws IOException {
    throw new IOException("nobody asks for the cursor");
  }

  @Override
  public int read(int timeoutMillis) throws IOException {
    throw new IOException("what is typed is read elsewhere");
  }

  @Override
  public int peek(int timeoutMillis) throws IOException {
    throw new IOException("what is typed is read elsewhere");
  }

  @Override
  public void close() {}
}
