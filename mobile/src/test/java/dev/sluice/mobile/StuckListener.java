package dev.sluice.mobile;

import java.util.concurrent.CountDownLatch;

/** A listener that does not return before its latch opens. */
record StuckListener(CountDownLatch latch) implements MobileListener {
  private void stick() {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onProgress(TorrentStatus status) {
    stick();
  }

  @Override
  public void onStateChanged(TorrentStatus status) {
    stick();
  }

  @Override
  public void onFinished(String torrent) {
    stick();
  }

  @Override
  public void onError(String torrent, String message) {
    stick();
  }

  @Override
  public void onQuiet() {
    stick();
  }
}
