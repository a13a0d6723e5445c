package dev.sluice.simulation;

import dev.sluice.actor.Sink;
import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceSet;
import dev.sluice.storage.ResumeSnapshot;
import dev.sluice.storage.StorageEvent;
import dev.sluice.storage.StorageFailure;
import dev.sluice.storage.StorageMetrics;
import dev.sluice.storage.TorrentStorage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk that does nothing but remember; what it answers is the test's to say. */
final class RecordingStorage implements TorrentStorage {
  private final Sink<StorageEvent> events;
  final List<String> commands = new ArrayList<>();
  final List<ResumeSnapshot> saved = new ArrayList<>();

  RecordingStorage(Sink<StorageEvent> events) {
    this.events = events;
  }

  void answer(StorageEvent event) {
    Posting.post(events, event);
  }

  void fail() {
    fail(StorageFailure.Kind.BROKEN);
  }

  void fail(StorageFailure.Kind kind) {
    answer(new StorageEvent.Failed(new StorageFailure(kind, Path.of("/disk"), "it broke")));
  }

  @Override
  public void inspect() {
    commands.add("inspect");
  }

  @Override
  public void check(PieceSet pieces) {
    commands.add("check " + pieces.size());
  }

  @Override
  public void prepare() {
    commands.add("prepare");
  }

  @Override
  public void stopPreparing() {
    commands.add("stopPreparing");
  }

  @Override
  public void write(BlockRef block, BlockBuffer data) {
    data.release();
  }

  @Override
  public void discard(int pieceIndex) {
    commands.add("discard " + pieceIndex);
  }

  @Override
  public void measureRoom() {
    commands.add("measure room");
  }

  @Override
  public void tryOut(StorageFailure.Kind refusal) {
    commands.add("try out " + refusal);
  }

  @Override
  public void fingerprint(int pieceIndex) {
    commands.add("fingerprint " + pieceIndex);
  }

  @Override
  public void read(List<BlockRef> blocks, ByteBuffer target) {
    throw new AssertionError("nobody is connected");
  }

  @Override
  public void save(ResumeSnapshot snapshot) {
    commands.add("save " + snapshot.have().size());
    saved.add(snapshot);
  }

  @Override
  public StorageMetrics metrics() {
    return new StorageMetrics(0, 0, 1);
  }

  @Override
  public void closeAndDelete() {
    commands.add("close and delete");
  }

  @Override
  public void close() {
    commands.add("close");
  }
}
