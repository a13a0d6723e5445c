package dev.sluice.tui.terminal;

import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Palette;
import dev.sluice.tui.input.Input;
import dev.sluice.tui.input.InputDecoder;
import dev.tamboui.layout.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * The terminal of this process, ours from {@link #open} to {@link #close}: raw, on its alternate
 * screen, with mouse and bracketed paste. However the process ends, short of being killed, it is
 * given back as it was.
 *
 * <p>The UI's thread draws; a thread of its own reads; any thread may close.
 */
public final class Display implements AutoCloseable {
  /** A sequence comes at once; what comes later than this is another key. */
  private static final long ESCAPE_PAUSE_MILLIS = 40;

  /** A read without an end would hold JLine's lock, and closing would wait for a key. */
  private static final long READ_MILLIS = 500;

  private static final String MOUSE_ON = "\u001b[?1000h\u001b[?1006h";
  private static final String MOUSE_OFF = "\u001b[?1006l\u001b[?1000l";
  private static final String PASTE_ON = "\u001b[?2004h";
  private static final String PASTE_OFF = "\u001b[?2004l";

  private final Terminal terminal;
  private final Attributes before;
  private final Palette palette;
  private final JlineBackend backend;
  private final dev.tamboui.terminal.Terminal<JlineBackend> screen;
  private final Thread restorer = new Thread(this::giveBack, "terminal-restore");
  private boolean isGivenBack;

  private Display(Terminal terminal, Palette palette) {
    this.terminal = terminal;
    this.palette = palette;
    this.before = terminal.getAttributes();
    this.backend = new JlineBackend(terminal);
    this.screen = new dev.tamboui.terminal.Terminal<>(backend);
  }

  /**
   * Takes the terminal over.
   *
   * @param inputs is given what is typed, on a thread of its own, and must not wait
   * @throws IOException if this process has no terminal
   */
  public static Display open(Palette palette, Consumer<Input> inputs) throws IOException {
    Display display = new Display(terminal(), palette);
    display.takeOver();
    Thread.ofPlatform()
        .daemon()
        .name("terminal-read")
        .start(() -> display.read(new InputDecoder(inputs)));
    return display;
  }

  private static Terminal terminal() throws IOException {
    try {
      return TerminalBuilder.builder().system(true).provider("ffm").dumb(false).build();
    } catch (IllegalStateException e) {
      throw new IOException("keys cannot be read; run it where you type", e);
    }
  }

  private void takeOver() {
    Runtime.getRuntime().addShutdownHook(restorer);
    terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(LocalFlag.ISIG, false); // Control-C is a key, and nothing stops us half drawn
    terminal.setAttributes(raw);
    backend.enterAlternateScreen();
    backend.writeRaw(MOUSE_ON + PASTE_ON);
    backend.hideCursor();
    backend.clear();
    backend.flush();
  }

  private void read(InputDecoder decoder) {
    NonBlockingReader reader = terminal.reader();
    try {
      while (true) {
        int next = reader.read(decoder.isWaiting() ? ESCAPE_PAUSE_MILLIS : READ_MILLIS);
        if (next == NonBlockingReader.READ_EXPIRED) {
          decoder.pause();
        } else if (next < 0) {
          return;
        } else {
          decoder.accept((char) next);
        }
      }
    } catch (IOException _) {
      // The terminal is closed, or has gone: nothing more is typed. A hang-up comes as a signal.
    }
  }

  /** Returns the size in columns and rows. */
  public synchronized Size size() {
    return backend.size();
  }

  /** Draws: what has changed since the last time is sent. Without effect after the end. */
  public synchronized void draw(Consumer<Canvas> picture) {
    if (isGivenBack) {
      return;
    }
    screen.draw(frame -> picture.accept(Canvas.over(frame.buffer(), palette)));
    backend.flush();
  }

  /** Sends everything again with the next drawing, as when something else has written. */
  public synchronized void forget() {
    if (!isGivenBack) {
      screen.clear();
    }
  }

  private synchronized void giveBack() {
    if (isGivenBack) {
      return;
    }
    isGivenBack = true;
    backend.writeRaw(PASTE_OFF + MOUSE_OFF + "\u001b[0m");
    backend.leaveAlternateScreen();
    backend.showCursor();
    backend.flush();
    terminal.setAttributes(before);
  }

  @Override
  public void close() {
    giveBack();
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException _) {
      // The JVM is on its way out, and the hook finds that nothing is left to do.
    }
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
