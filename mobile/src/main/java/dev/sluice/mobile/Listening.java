package dev.sluice.mobile;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The app's listener, for as long as it wants to hear anything. */
final class Listening {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final MobileListener listener;
  private volatile boolean hasEnded;

  Listening(MobileListener listener) {
    this.listener = listener;
  }

  /** Lets no further call begin. */
  void end() {
    hasEnded = true;
  }

  void tell(Notices.Notice notice) {
    switch (notice) {
      case Notices.Notice.Changed changed -> call(each -> each.onStateChanged(changed.status()));
      case Notices.Notice.Progressed moved -> call(each -> each.onProgress(moved.status()));
      case Notices.Notice.Finished finished -> call(each -> each.onFinished(finished.torrent()));
      case Notices.Notice.Failed failed -> error(failed.torrent(), failed.problem());
    }
  }

  void error(String torrent, String message) {
    call(each -> each.onError(torrent, message));
  }

  void quiet() {
    call(MobileListener::onQuiet);
  }

  private void call(Consumer<MobileListener> message) {
    if (hasEnded) {
      return;
    }
    try {
      message.accept(listener);
    } catch (RuntimeException e) {
      LOG.error("The app's listener failed", e);
    }
  }
}
