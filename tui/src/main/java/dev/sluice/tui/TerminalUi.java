package dev.sluice.tui;

import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentEvent;
import dev.sluice.tui.canvas.Palette;
import dev.sluice.tui.screen.Desk;
import dev.sluice.tui.screen.Wish;
import dev.sluice.tui.shelf.SavedTorrents;
import dev.sluice.tui.terminal.Display;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The terminal UI: shows a client's torrents and does what a person wishes, until they leave.
 *
 * <p>It never waits for the engine: it looks at views, which are there at once, four times a
 * second, and leaves to a thread of {@link Errands} whatever touches a disk.
 */
public final class TerminalUi {
  /** Time between two looks at the client and at the terminal's size. */
  private static final Duration LOOK = Duration.ofMillis(250);

  /** Events beyond this are not logged: something happens faster than anybody reads. */
  private static final int MAX_NOTES = 10_000;

  private final Setup setup;
  private final BlockingQueue<Note> notes = new LinkedBlockingQueue<>();

  /** Takes what to begin with; {@link #run} begins. */
  public TerminalUi(Setup setup) {
    this.setup = setup;
  }

  /** Ends {@link #run} soon, or at once when it begins. Any thread may call. */
  public void stop() {
    notes.add(new Note.StopWanted());
  }

  /**
   * Shows the UI until a person leaves it or {@link #stop} is called; what was there the last time
   * is added first. The client stays open. The terminal is given back in any case.
   *
   * @throws IOException if there is no terminal, or the session's folder cannot be used
   */
  public void run(TorrentClient client) throws IOException, InterruptedException {
    try (SavedTorrents saved = SavedTorrents.open(setup.sessionFolder());
        Errands errands = new Errands(client, setup, saved, notes::add);
        var _ = client.subscribe(this::onEvent)) {
      errands.restore();
      setup.added().forEach(source -> errands.accept(new Wish.Add(source, setup.folder())));
      Outlook outlook = new Outlook(client, System.nanoTime());
      Desk desk =
          new Desk(
              outlook.look(Optional.empty(), System.nanoTime()),
              setup.folder(),
              setup.home(),
              errands);
      try (Display display = Display.open(palette(), input -> notes.add(new Note.Did(input)))) {
        converse(outlook, desk, errands, display);
      }
    }
  }

  private Palette palette() {
    return setup.isColoured() ? Palette.COLOURED : Palette.PLAIN;
  }

  private void onEvent(TorrentEvent event) {
    if (LogBook.isWorthALine(event) && notes.size() < MAX_NOTES) {
      notes.add(new Note.Happened(event));
    }
  }

  private void converse(Outlook outlook, Desk desk, Errands errands, Display display)
      throws InterruptedException {
    while (true) {
      desk.show(outlook.look(desk.focus(), System.nanoTime()));
      display.draw(desk::draw);
      Note note = notes.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      for (; note != null; note = notes.poll()) {
        if (note instanceof Note.StopWanted) {
          return;
        }
        if (note instanceof Note.Happened(TorrentEvent.MetadataReceived(_, var metainfo))) {
          errands.learn(metainfo);
        }
        onNote(note, outlook, desk, display);
      }
    }
  }

  private static void onNote(Note note, Outlook outlook, Desk desk, Display display) {
    switch (note) {
      case Note.Did(var input) -> desk.onInput(input);
      case Note.Happened(var event) -> {
        outlook.log().add(event, LocalTime.now());
        outlook.lastWords(event).ifPresent(desk::complain);
      }
      case Note.RedrawWanted() -> display.forget();
      case Note.Told(var sentence) -> desk.tell(sentence);
      case Note.Complained(var sentence) -> desk.complain(sentence);
      case Note.StopWanted() -> {} // ends the conversation
    }
  }
}
