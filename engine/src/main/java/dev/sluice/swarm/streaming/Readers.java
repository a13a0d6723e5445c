package dev.sluice.swarm.streaming;

import dev.sluice.actor.Published;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.model.ByteRange;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.BlockReader;
import dev.sluice.swarm.picking.DuePieces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * All who read files of a torrent while it downloads, and what that makes due.
 *
 * <p>Due are, soonest first: the piece that a reader waits for; the pieces of each file's beginning
 * and end, where players look first; and what lies ahead of each reader, by when it will be played.
 * Behind a reader nothing is due.
 *
 * <p>Owned by the torrent actor.
 */
public final class Readers {
  /** Readers of one torrent at most: players open a few, and a program that leaks them is ours. */
  public static final int MAX_READERS = 256;

  /** What a file is thought to play at until somebody knows better: 4 Mbit/s. */
  private static final long USUAL_BYTES_PER_SECOND = 500_000;

  /** The slowest and the fastest that deadlines are reckoned with: speech, and raw camera files. */
  private static final long MIN_BYTES_PER_SECOND = 4_000;

  private static final long MAX_BYTES_PER_SECOND = 64_000_000;

  /** How much of a file's beginning and of its end players look at first: founding notes. */
  private static final int END_PIECES = 5;

  /** But fewer where pieces are large: indexes of films are a few megabytes at most. */
  private static final long END_BYTES = 4 << 20;

  /** Beginnings and ends come behind what somebody waits for, before what is needed later. */
  private static final long BEGINNING_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);

  private static final long INDEX_NANOS = TimeUnit.MILLISECONDS.toNanos(1100);

  private final Info info;
  private final PieceSet have;
  private final BlockReader source;
  private final Map<ReaderKey, ReaderWindow> windows = new LinkedHashMap<>();
  private final Map<ReaderKey, Shown> shown = new LinkedHashMap<>();
  private final Map<Integer, Long> paces = new HashMap<>();
  private final Map<Integer, Place> places = new HashMap<>();
  private Optional<String> ended = Optional.empty();

  private record Shown(FileEntry file, Published<FileProgress> progress) {}

  /**
   * Reads files of one torrent.
   *
   * @param have what is verified, the live set
   * @param source reads verified bytes, waiting for the disk
   */
  public Readers(Info info, PieceSet have, BlockReader source) {
    this.info = info;
    this.have = have;
    this.source = source;
  }

  /** Returns whether nobody reads, and nothing is due. */
  public boolean isEmpty() {
    return windows.isEmpty() && shown.isEmpty();
  }

  /** Somebody begins, goes on, or goes. */
  public void receive(StreamMessage message, long nowNanos) {
    switch (message) {
      case StreamMessage.Show(var stream, var fileIndex, var progress) -> {
        Shown file = new Shown(info.files().file(fileIndex), progress);
        shown.put(stream, file);
        progress.set(progressOf(file.file()));
      }
      case StreamMessage.Hide(var stream) -> shown.remove(stream);
      case StreamMessage.Open open -> open(open);
      case StreamMessage.Move move -> move(move, nowNanos);
      case StreamMessage.Pace(var fileIndex, var bytesPerSecond) ->
          paces.put(
              fileIndex,
              Math.max(MIN_BYTES_PER_SECOND, Math.min(MAX_BYTES_PER_SECOND, bytesPerSecond)));
      case StreamMessage.Close(var reader) -> windows.remove(reader);
    }
  }

  private void open(StreamMessage.Open open) {
    FileEntry file = info.files().file(open.fileIndex());
    ReaderWindow window = new ReaderWindow(file, info.geometry(), open.reach());
    Optional<String> refusal =
        windows.size() < MAX_READERS
            ? ended
            : Optional.of("more than " + MAX_READERS + " readers of one torrent");
    if (refusal.isPresent()) {
      window.end(refusal.get());
      return;
    }
    windows.put(open.reader(), window);
    places.put(open.fileIndex(), new Place(open.reader(), 0, 0));
    window.tell(have, source);
  }

  private void move(StreamMessage.Move move, long nowNanos) {
    ReaderWindow window = windows.get(move.reader());
    if (window != null) {
      long from = window.position();
      window.moveTo(move.position(), move.waits(), nowNanos);
      places.computeIfPresent(
          window.file().index(),
          (fileIndex, before) ->
              Place.after(
                  before, move.reader(), from, window.position(), info.geometry().pieceBytes()));
      window.tell(have, source);
    }
  }

  /** What is verified has changed. */
  public void onVerified() {
    for (ReaderWindow window : windows.values()) {
      window.tell(have, source);
    }
  }

  /** Shows what is verified of each streamed file. */
  public void publish() {
    for (Shown each : shown.values()) {
      each.progress().set(progressOf(each.file()));
    }
  }

  private FileProgress progressOf(FileEntry file) {
    Place place = places.get(file.index());
    return place == null
        ? new FileProgress(bufferedOf(file), 0, 0)
        : new FileProgress(bufferedOf(file), place.begin(), place.position());
  }

  /** Nothing more will come for now: whoever reads is told why, and may open again later. */
  public void fail(String problem) {
    windows.values().forEach(window -> window.end(problem));
    windows.clear();
  }

  /** Nothing more will ever come: whoever reads, and whoever still opens, is told why. */
  public void end(String problem) {
    fail(problem);
    shown.clear();
    ended = Optional.of(problem);
  }

  /** Returns what is due now. */
  public DuePieces due(long nowNanos) {
    if (isEmpty()) {
      return DuePieces.NONE;
    }
    Map<Integer, Long> deadlines = new HashMap<>();
    for (Shown each : shown.values()) {
      addEnds(each.file(), nowNanos, deadlines);
    }
    for (ReaderWindow window : windows.values()) {
      window.addDeadlines(have, paceOf(window.file().index()), nowNanos, deadlines);
    }
    return DuePieces.of(deadlines, nowNanos);
  }

  private long paceOf(int fileIndex) {
    return paces.getOrDefault(fileIndex, USUAL_BYTES_PER_SECOND);
  }

  private void addEnds(FileEntry file, long nowNanos, Map<Integer, Long> deadlines) {
    if (file.lengthBytes() == 0) {
      return;
    }
    int first = info.firstPiece(file.index());
    int last = info.lastPiece(file.index());
    int count = (int) Math.max(1, Math.min(END_PIECES, END_BYTES / info.geometry().pieceBytes()));
    for (int i = 0; i < count && first + i <= last; i++) {
      addEnd(first + i, nowNanos + BEGINNING_NANOS, deadlines);
      addEnd(last - i, nowNanos + INDEX_NANOS, deadlines);
    }
  }

  private void addEnd(int piece, long deadlineNanos, Map<Integer, Long> deadlines) {
    if (!have.has(piece)) {
      deadlines.merge(piece, deadlineNanos, ReaderWindow::earlier);
    }
  }

  private List<ByteRange> bufferedOf(FileEntry file) {
    if (file.lengthBytes() == 0) {
      return List.of();
    }
    List<ByteRange> ranges = new ArrayList<>();
    int last = info.lastPiece(file.index());
    int piece = have.next(info.firstPiece(file.index()));
    while (piece >= 0 && piece <= last) {
      int missing = have.nextMissing(piece);
      int end = missing < 0 ? last + 1 : Math.min(missing, last + 1);
      ranges.add(within(file, info.geometry().pieceOffset(piece), end));
      piece = have.next(end);
    }
    return List.copyOf(ranges);
  }

  private ByteRange within(FileEntry file, long from, int endPiece) {
    long to = info.geometry().pieceOffset(endPiece);
    return new ByteRange(
        Math.max(0, from - file.offset()), Math.min(file.endOffset(), to) - file.offset());
  }
}
