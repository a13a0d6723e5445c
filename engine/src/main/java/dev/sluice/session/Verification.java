package dev.sluice.session;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Sink;
import dev.sluice.metainfo.Info;
import dev.sluice.model.PieceSet;
import dev.sluice.model.Probe;
import dev.sluice.storage.DiskStorage;
import dev.sluice.storage.StorageEvent;
import dev.sluice.storage.StorageSettings;
import dev.sluice.storage.TorrentPlace;
import dev.sluice.storage.TorrentStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;

/** A check of what is on disk, without a session: no network, no state, nothing changed. */
public final class Verification {
  private Verification() {}

  /**
   * Reads and hashes every piece on all cores.
   *
   * @param directory the folder that holds the torrent's file or folder
   * @param onProgress told now and then how many bytes are checked
   * @return the pieces that are there and right
   * @throws IOException if a file is there and cannot be read; the message names it and why
   */
  public static PieceSet check(Info info, Path directory, LongConsumer onProgress)
      throws IOException, InterruptedException {
    StorageSettings settings =
        StorageSettings.forProcessors(Runtime.getRuntime().availableProcessors());
    BlockingQueue<StorageEvent> events = new LinkedBlockingQueue<>();
    try (DiskStorage disk =
        DiskStorage.start(settings, Session::diskThread, MonotonicClock.SYSTEM, Probe.NONE)) {
      TorrentPlace place = TorrentPlace.of(directory, directory);
      TorrentStorage storage = disk.open(info, place, into(events));
      storage.check(PieceSet.full(info.geometry().pieceCount()));
      return await(events, onProgress);
    }
  }

  private static PieceSet await(BlockingQueue<StorageEvent> events, LongConsumer onProgress)
      throws IOException, InterruptedException {
    while (true) {
      switch (events.take()) {
        case StorageEvent.CheckProgressed(var checkedBytes) -> onProgress.accept(checkedBytes);
        case StorageEvent.CheckFinished(var have) -> {
          return have;
        }
        case StorageEvent.Failed(var failure) ->
            throw new IOException(failure.path() + ": " + failure.reason());
        case StorageEvent.Inspected inspected -> {}
        case StorageEvent.Remembered remembered -> {}
        case StorageEvent.TriedOut triedOut -> {}
        case StorageEvent.Filled filled -> {}
        case StorageEvent.Prepared prepared -> {}
        case StorageEvent.PieceVerified verified -> {}
        case StorageEvent.PieceCorrupt corrupt -> {}
        case StorageEvent.Fingerprinted fingerprinted -> {}
        case StorageEvent.RoomMeasured measured -> {}
        case StorageEvent.Saved saved -> {}
        case StorageEvent.Closed closed -> {}
      }
    }
  }

  private static Sink<StorageEvent> into(BlockingQueue<StorageEvent> events) {
    return new Sink<>() {
      @Override
      public boolean post(StorageEvent event) {
        return events.add(event);
      }

      @Override
      public boolean offer(StorageEvent event) {
        return events.add(event);
      }
    };
  }
}
