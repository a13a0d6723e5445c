package dev.sluice.tui;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddRequest;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.FilePriority;
import dev.sluice.api.NotWantedException;
import dev.sluice.api.TorrentClient;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import dev.sluice.tui.screen.Wish;
import dev.sluice.tui.shelf.SavedTorrent;
import dev.sluice.tui.shelf.SavedTorrents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Does what is wished, one thing after the other, on a thread of its own: files are read, names are
 * looked up, and the session is kept. The UI's thread only hands things over.
 */
final class Errands implements Consumer<Wish>, AutoCloseable {
  private final TorrentClient client;
  private final Setup setup;
  private final SavedTorrents saved;
  private final Consumer<Note> notes;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("tui-errands").factory());

  Errands(TorrentClient client, Setup setup, SavedTorrents saved, Consumer<Note> notes) {
    this.client = client;
    this.setup = setup;
    this.saved = saved;
    this.notes = notes;
  }

  /** Adds what was there when the last session ended. */
  void restore() {
    thread.execute(() -> saved.all().forEach(this::restore));
  }

  private void restore(SavedTorrent torrent) {
    tell(
        torrent.name(),
        () -> {
          client.add(
              wanting(setup.sources().request(torrent.source(), torrent.directory()), torrent));
          torrent
              .priorities()
              .forEach((file, priority) -> client.prioritise(torrent.infoHash(), file, priority));
          client.limit(torrent.infoHash(), torrent.limits());
          if (torrent.isPaused()) {
            client.pause(torrent.infoHash());
          }
        });
  }

  /** What is not wanted is not even made on disk. */
  private static AddRequest wanting(AddRequest request, SavedTorrent torrent) {
    return switch (request) {
      case AddTorrent known when !torrent.priorities().isEmpty() ->
          known.withFiles(file -> torrent.priorities().get(file) != FilePriority.SKIP);
      case AddTorrent _, AddMagnet _ -> request;
    };
  }

  /** Keeps what peers have told about a torrent. */
  void learn(Metainfo metainfo) {
    thread.execute(() -> tell("session cannot be kept", () -> saved.learn(metainfo)));
  }

  @Override
  public void accept(Wish wish) {
    switch (wish) {
      case Wish.Quit() -> notes.accept(new Note.StopWanted());
      case Wish.Prioritise(var torrent, var files, var priority) -> {
        files.forEach(file -> client.prioritise(torrent, file, priority));
        keep(torrent, each -> each.wanting(files, priority));
      }
      case Wish.Stream(var torrent, int fileIndex) ->
          thread.execute(() -> tell("streaming", () -> stream(torrent, fileIndex)));
      case Wish.Redraw() -> notes.accept(new Note.RedrawWanted());
      case Wish.Add add -> thread.execute(() -> tell(add.source(), () -> add(add)));
      case Wish.Pause(var torrent) -> {
        client.pause(torrent);
        keep(torrent, each -> each.paused(true));
      }
      case Wish.Resume(var torrent) -> {
        client.resume(torrent);
        keep(torrent, each -> each.paused(false));
      }
      case Wish.Verify(var torrent) -> client.verify(torrent);
      case Wish.Remove(var torrent) -> {
        client.remove(torrent);
        thread.execute(() -> tell("session cannot be kept", () -> saved.remove(torrent)));
      }
      case Wish.RemoveWithFiles(var torrent) -> {
        client.removeWithFiles(torrent);
        thread.execute(() -> tell("session cannot be kept", () -> saved.remove(torrent)));
      }
      case Wish.LimitTorrent(var torrent, var limits) -> {
        client.limit(torrent, limits);
        keep(torrent, each -> each.limited(limits));
      }
      case Wish.LimitAll(var limits) -> client.limit(limits);
    }
  }

  private void add(Wish.Add wish) throws NotWantedException, IOException {
    AddRequest request = setup.sources().request(wish.source(), wish.directory());
    if (client.torrent(request.infoHash()).isPresent()) {
      throw new NotWantedException("this torrent is here already");
    }
    client.add(request);
    saved.add(request, Instant.now());
  }

  private void stream(InfoHash torrent, int fileIndex) throws IOException {
    Optional<Metainfo> known = client.metainfo(torrent);
    if (known.isPresent()) {
      String url = setup.streams().open(client, known.get(), fileIndex);
      notes.accept(new Note.Told("Streaming at " + url));
    }
  }

  private void keep(InfoHash torrent, SavedTorrents.Change change) {
    thread.execute(() -> tell("session cannot be kept", () -> saved.change(torrent, change)));
  }

  /** Something that can go wrong in ways that a person has to hear of. */
  @FunctionalInterface
  private interface Errand {
    void run() throws NotWantedException, IOException;
  }

  private void tell(String subject, Errand errand) {
    try {
      errand.run();
    } catch (NotWantedException
        | UncheckedIOException
        | IllegalStateException
        | IndexOutOfBoundsException e) {
      notes.accept(new Note.Complained(shortened(subject) + ": " + e.getMessage()));
    } catch (IOException e) {
      notes.accept(new Note.Complained(shortened(subject) + ": " + e));
    }
  }

  private static String shortened(String subject) {
    return subject.length() <= 40 ? subject : subject.substring(0, 39) + "…";
  }

  /** Ends when what was begun is done. */
  @Override
  public void close() {
    thread.close();
  }
}
