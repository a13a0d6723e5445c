package dev.sluice.mobile;

import dev.sluice.api.TorrentView;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that calls the listener. While an engine runs it looks at the torrents five times
 * a second; else it sleeps until somebody has a word for it. A listener that takes its time holds
 * up nobody but itself: what it misses is never queued, as the next look sees how things stand.
 */
final class Teller implements Audience {
  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

  private final MobileListener listener;
  private final BlockingQueue<Word> words = new LinkedBlockingQueue<>();
  private final Notices notices = new Notices();
  private Optional<Engine> watched = Optional.empty();
  private volatile boolean isSilent;

  Teller(MobileListener listener) {
    this.listener = listener;
  }

  /** What others have for this thread. */
  private sealed interface Word {
    record Watch(Engine engine) implements Word {}

    record Forget(String torrent) implements Word {}

    record Complain(String message) implements Word {}

    record Quiet() implements Word {}

    record Silence() implements Word {}
  }

  void begin() {
    Thread thread = new Thread(this::work, "sluice-mobile");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void watch(Engine engine) {
    words.add(new Word.Watch(engine));
  }

  @Override
  public void forget(String torrent) {
    words.add(new Word.Forget(torrent));
  }

  @Override
  public void complain(String message) {
    words.add(new Word.Complain(message));
  }

  @Override
  public void quiet() {
    words.add(new Word.Quiet());
  }

  /** Lets no further call begin, and the thread end; any thread may. */
  void silence() {
    isSilent = true;
    words.add(new Word.Silence());
  }

  private void work() {
    try {
      while (!isSilent) {
        next().ifPresent(this::hear);
        look(System.nanoTime());
      }
    } catch (InterruptedException e) {
      LOG.debug("Told to stop");
    }
  }

  private Optional<Word> next() throws InterruptedException {
    return watched.isEmpty()
        ? Optional.of(words.take())
        : Optional.ofNullable(words.poll(Notices.PAUSE_NANOS, TimeUnit.NANOSECONDS));
  }

  private void hear(Word word) {
    switch (word) {
      case Word.Watch watch -> watched = Optional.of(watch.engine());
      case Word.Forget forget -> notices.forget(forget.torrent());
      case Word.Complain complain -> call(each -> each.onError("", complain.message()));
      case Word.Quiet quiet -> {
        watched = Optional.empty();
        call(MobileListener::onQuiet);
      }
      case Word.Silence silence -> watched = Optional.empty();
    }
  }

  private void look(long nowNanos) {
    if (watched.isPresent()) {
      for (TorrentView view : watched.get().views()) {
        notices.next(view, nowNanos).ifPresent(this::tell);
      }
    }
  }

  private void tell(Notices.Notice notice) {
    switch (notice) {
      case Notices.Notice.Changed changed -> call(each -> each.onStateChanged(changed.status()));
      case Notices.Notice.Progressed moved -> call(each -> each.onProgress(moved.status()));
      case Notices.Notice.Finished finished -> call(each -> each.onFinished(finished.torrent()));
      case Notices.Notice.Failed failed ->
          call(each -> each.onError(failed.torrent(), failed.problem()));
    }
  }

  private void call(Consumer<MobileListener> message) {
    if (isSilent) {
      return;
    }
    try {
      message.accept(listener);
    } catch (RuntimeException e) {
      LOG.error("The app's listener failed", e);
    }
  }
}
