package dev.sluice.simulation;

import dev.sluice.actor.Awaited;
import dev.sluice.actor.Published;
import dev.sluice.model.ByteRange;
import dev.sluice.swarm.streaming.FileProgress;
import dev.sluice.swarm.streaming.Reach;
import dev.sluice.swarm.streaming.ReaderKey;
import dev.sluice.swarm.streaming.StreamMessage;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who watches a file while it downloads: reads ahead into a small cache, begins when two
 * seconds are there, and stalls when the cache runs dry.
 */
final class Player {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final double STEP_SECONDS = 0.02;
  private static final double START_SECONDS = 3;
  private static final double CACHE_SECONDS = 10;

  private final Swarm swarm;
  private final Node node;
  private final long lengthBytes;
  private final long bytesPerSecond;
  private final int pieceBytes;
  private final ReaderKey key = new ReaderKey();
  private final Awaited<Reach> reach =
      new Awaited<>(new Reach(new ByteRange(0, 0), (block, target) -> {}, Optional.empty()));
  private final double openedSeconds;
  private long readBytes;
  private double playedBytes;
  private double startedSeconds = Double.NaN;
  private double stalledSeconds;
  private int stalls;
  private boolean isStalled;
  private boolean isClosed;

  /** Opens the first file of the node's torrent. */
  Player(Swarm swarm, Node node, long bytesPerSecond) {
    this.swarm = swarm;
    this.node = node;
    this.bytesPerSecond = bytesPerSecond;
    this.lengthBytes = swarm.torrent().info().files().file(0).lengthBytes();
    this.pieceBytes = swarm.torrent().info().geometry().pieceBytes();
    this.openedSeconds = swarm.seconds();
    tell(new StreamMessage.Show(new ReaderKey(), 0, new Published<>(FileProgress.NONE)));
    tell(new StreamMessage.Pace(0, bytesPerSecond));
    tell(new StreamMessage.Open(key, 0, reach));
    tell(new StreamMessage.Move(key, 0, true));
    step();
  }

  private void tell(StreamMessage message) {
    node.torrent().tell(message);
  }

  private void step() {
    if (isClosed || hasPlayed()) {
      return;
    }
    read();
    play();
    swarm.time().after(STEP_NANOS, this::step);
  }

  private void read() {
    long wanted = Math.min(lengthBytes, (long) (playedBytes + CACHE_SECONDS * bytesPerSecond));
    ByteRange verified = reach.get().verified();
    if (readBytes < wanted && verified.has(readBytes)) {
      long before = readBytes;
      readBytes = Math.min(wanted, verified.to());
      if (readBytes / pieceBytes != before / pieceBytes && readBytes < lengthBytes) {
        boolean waits = readBytes < wanted && !verified.has(readBytes);
        tell(new StreamMessage.Move(key, readBytes, waits));
      }
    }
  }

  private void play() {
    if (!hasStarted()) {
      if (readBytes - playedBytes
          >= Math.min(lengthBytes - playedBytes, START_SECONDS * bytesPerSecond)) {
        startedSeconds = swarm.seconds();
      }
      return;
    }
    double next = Math.min(lengthBytes, playedBytes + bytesPerSecond * STEP_SECONDS);
    boolean lacks = next > readBytes;
    stalls += lacks && !isStalled ? 1 : 0;
    stalledSeconds += lacks ? STEP_SECONDS : 0;
    isStalled = lacks;
    playedBytes = lacks ? playedBytes : next;
  }

  boolean hasStarted() {
    return !Double.isNaN(startedSeconds);
  }

  /** Returns how long it took until it began. */
  double waitedSeconds() {
    return startedSeconds - openedSeconds;
  }

  /** Returns whether it has come to the end. */
  boolean hasPlayed() {
    return playedBytes >= lengthBytes;
  }

  /** Returns how often it stopped because bytes were missing. */
  int stalls() {
    return stalls;
  }

  double stalledSeconds() {
    return stalledSeconds;
  }

  /** Goes on from elsewhere. */
  void seek(long position) {
    readBytes = position;
    playedBytes = position;
    tell(new StreamMessage.Move(key, position, true));
  }

  /** Returns whether bytes are here that it has not read. */
  boolean hasSomethingToRead() {
    return reach.get().verified().has(readBytes) || readBytes > playedBytes;
  }

  /** Returns what its node received in vain. */
  long wastedBytes() {
    return node.view().wastedBytes();
  }

  /** Returns the same as a share of the film. */
  double wastedShare() {
    return wastedBytes() / (double) lengthBytes;
  }

  /** Goes away. */
  void close() {
    isClosed = true;
    tell(new StreamMessage.Close(key));
  }

  @Override
  public String toString() {
    return "player began after %.1f s, stalled %d times for %.1f s, played %.0f of %d bytes"
        .formatted(waitedSeconds(), stalls, stalledSeconds, playedBytes, lengthBytes);
  }
}
