package dev.sluice.mobile;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what a listener is told, and on which threads. */
final class Diary implements MobileListener {
  final List<String> states = new CopyOnWriteArrayList<>();
  final List<String> errors = new CopyOnWriteArrayList<>();
  final List<String> finished = new CopyOnWriteArrayList<>();
  final List<String> threads = new CopyOnWriteArrayList<>();
  final List<TorrentStatus> statuses = new CopyOnWriteArrayList<>();
  final AtomicInteger quietCount = new AtomicInteger();

  private void called() {
    threads.add(Thread.currentThread().getName());
  }

  @Override
  public void onProgress(TorrentStatus status) {
    called();
    statuses.add(status);
  }

  @Override
  public void onStateChanged(TorrentStatus status) {
    called();
    statuses.add(status);
    states.add(status.state());
  }

  @Override
  public void onFinished(String torrent) {
    called();
    finished.add(torrent);
  }

  @Override
  public void onError(String torrent, String message) {
    called();
    errors.add(message);
  }

  @Override
  public void onQuiet() {
    called();
    quietCount.incrementAndGet();
  }
}
