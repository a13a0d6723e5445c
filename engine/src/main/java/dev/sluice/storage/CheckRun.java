package dev.sluice.storage;

import dev.sluice.model.PieceSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The lanes' common way through one {@link PieceCheck}: each goes on until nothing is left, or one
 * has met a failure, and the last to come to the end says so. Shared by the lanes.
 */
final class CheckRun {
  /** Enough for a smooth progress line; each is a message to the torrent. */
  private static final int MAX_REPORTS = 100;

  private static final long MIN_REPORT_BYTES = 4 << 20;

  private final PieceCheck check;
  private final Listener listener;
  private final AtomicInteger busyLanes;
  private final AtomicReference<Optional<StorageException>> failure =
      new AtomicReference<>(Optional.empty());
  private final AtomicInteger reports = new AtomicInteger();
  private final long reportBytes;

  CheckRun(PieceCheck check, int lanes, Listener listener) {
    this.check = check;
    this.listener = listener;
    this.busyLanes = new AtomicInteger(lanes);
    this.reportBytes = Math.max(MIN_REPORT_BYTES, check.wantedBytes() / MAX_REPORTS);
  }

  /** Who asked for the check; called on lanes. */
  interface Listener {
    /** Returns whether nobody wants the result any more. */
    boolean isClosed();

    /** So many bytes are checked. */
    void onProgress(long checkedBytes);

    /** The disk failed: nothing is known of {@code wanted}. The last call. */
    void onFailed(PieceSet wanted, StorageException failure);

    /** Of {@code wanted} the pieces {@code have} are right. The last call. */
    void onFinished(PieceSet wanted, PieceSet have);
  }

  /** Does a step of the check and puts the next behind the other work of the lane. */
  void onLane(Workbench bench) {
    if (!listener.isClosed() && failure.get().isEmpty() && step(bench)) {
      reportProgress();
      bench.lane().execute(() -> onLane(bench));
    } else if (busyLanes.decrementAndGet() == 0) {
      answer();
    }
  }

  private boolean step(Workbench bench) {
    try {
      return check.step(bench);
    } catch (StorageException e) {
      failure.set(Optional.of(e));
      return false;
    } catch (RuntimeException e) {
      failure.set(Optional.of(Refusals.explain(check.folder(), e)));
      return false;
    }
  }

  private void answer() {
    failure
        .get()
        .ifPresentOrElse(
            met -> listener.onFailed(check.wanted(), met),
            () -> listener.onFinished(check.wanted(), check.have()));
  }

  private void reportProgress() {
    long checkedBytes = check.checkedBytes();
    int due = (int) (checkedBytes / reportBytes);
    int told = reports.get();
    if (due > told && reports.compareAndSet(told, due)) {
      listener.onProgress(checkedBytes);
    }
  }
}
