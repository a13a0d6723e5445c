package dev.sluice.storage;

import dev.sluice.actor.Sink;
import dev.sluice.metainfo.Info;
import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockPrints;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.model.ProbeEvent;
import dev.sluice.storage.StorageEvent.CheckFinished;
import dev.sluice.storage.StorageEvent.CheckProgressed;
import dev.sluice.storage.StorageEvent.Closed;
import dev.sluice.storage.StorageEvent.Failed;
import dev.sluice.storage.StorageEvent.Fingerprinted;
import dev.sluice.storage.StorageEvent.PieceCorrupt;
import dev.sluice.storage.StorageEvent.PieceVerified;
import dev.sluice.storage.StorageEvent.Prepared;
import dev.sluice.storage.StorageEvent.Remembered;
import dev.sluice.storage.StorageEvent.RoomMeasured;
import dev.sluice.storage.StorageEvent.Saved;
import dev.sluice.storage.StorageEvent.TriedOut;
import dev.sluice.storage.StorageFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Turns commands into tasks of the lanes. What a command does is told by the type that it starts:
 * {@link Inspection}, {@link PieceCheck}, {@link Preparation}, {@link PieceWriter}, {@link
 * UploadReads}, {@link ResumeFile}.
 *
 * <p>Any thread may call; the private methods named {@code on...Lane} run on lanes.
 */
final class TorrentOnDisk implements TorrentStorage, PieceWriter.Outcome, UploadReads.Owner {
  /** Pieces this close together share a lane, so that neighbours can be written together. */
  private static final int NEIGHBOURHOOD_BYTES = 4 << 20;

  private final TorrentParts parts;
  private final Info info;
  private final PieceGeometry geometry;
  private final TorrentFiles files;
  private final ResumeFile resumeFile;
  private final Set<Integer> skippedFiles;
  private final Sink<StorageEvent> events;
  private final Consumer<TorrentOnDisk> onClosed;
  private final List<PieceWriter> writers = new ArrayList<>();
  private final VerifiedPieces verified;
  private final UploadReads uploads;
  private final int neighbourhoodPieces;
  private final AtomicInteger queuedBlocks = new AtomicInteger();
  private final AtomicBoolean failed = new AtomicBoolean();

  /** How often preparing has been begun or stopped: what belongs to an earlier number is over. */
  private final AtomicInteger preparations = new AtomicInteger();

  private final AtomicBoolean flushAsked = new AtomicBoolean();
  private volatile boolean closed;
  private volatile boolean isDoomed;

  TorrentOnDisk(
      TorrentParts parts, ResumeFile resumeFile, Set<Integer> skippedFiles, Wiring wiring) {
    this.parts = parts;
    this.info = parts.info();
    this.geometry = info.geometry();
    this.files = parts.files();
    this.resumeFile = resumeFile;
    this.skippedFiles = skippedFiles;
    this.events = wiring.events;
    this.onClosed = wiring.onClosed;
    this.verified = new VerifiedPieces(geometry.pieceCount());
    this.uploads = new UploadReads(parts, wiring.desks, piece -> writerOf(piece).bench(), this);
    this.neighbourhoodPieces = Math.max(1, NEIGHBOURHOOD_BYTES / geometry.pieceBytes());
    for (Workbench bench : wiring.benches) {
      writers.add(new PieceWriter(bench, parts, this, wiring.budgetBlocks));
    }
  }

  /**
   * What a torrent is connected to.
   *
   * @param benches one for each lane
   * @param desks where uploads are read
   * @param budgetBlocks what one lane may gather of this torrent
   * @param events who is told
   * @param onClosed called on a lane when all is closed
   */
  record Wiring(
      List<Workbench> benches,
      ReadingDesks desks,
      int budgetBlocks,
      Sink<StorageEvent> events,
      Consumer<TorrentOnDisk> onClosed) {}

  @Override
  public void inspect() {
    refuseUnless(firstLane().execute(() -> guarded(this::onInspectLane)));
  }

  private void onInspectLane() throws StorageException {
    Inspection inspection = new Inspection(parts, resumeFile.load());
    if (inspection.areFilesGone()) {
      post(new Remembered(inspection.remembered()));
    }
    inspection.refuseOtherVolume();
    StorageEvent.Inspected inspected = inspection.result();
    verified.removeAll(PieceSet.full(geometry.pieceCount()));
    verified.addAll(inspected.trusted());
    post(inspected);
  }

  @Override
  public void check(PieceSet pieces) {
    refuseUnless(afterAll(PieceWriter::flush, writer -> guarded(() -> onCheckLane(pieces))));
  }

  private void onCheckLane(PieceSet pieces) throws StorageException {
    CheckRun run = new CheckRun(new PieceCheck(parts, pieces), writers.size(), checkListener());
    for (PieceWriter writer : writers) {
      writer.bench().lane().execute(() -> run.onLane(writer.bench()));
    }
  }

  private CheckRun.Listener checkListener() {
    return new CheckRun.Listener() {
      @Override
      public boolean isClosed() {
        return closed;
      }

      @Override
      public void onProgress(long checkedBytes) {
        events.offer(new CheckProgressed(checkedBytes));
      }

      @Override
      public void onFailed(PieceSet wanted, StorageException failure) {
        verified.removeAll(wanted);
        refuse(failure);
      }

      @Override
      public void onFinished(PieceSet wanted, PieceSet have) {
        verified.removeAll(wanted);
        verified.addAll(have);
        post(new CheckFinished(have));
      }
    };
  }

  @Override
  public void prepare() {
    int number = preparations.incrementAndGet();
    refuseUnless(
        afterAll(writer -> {}, writer -> guarded(() -> onPrepareLane(writer.bench(), number))));
  }

  private void onPrepareLane(Workbench bench, int number) throws StorageException {
    prepareOn(bench, new Preparation(parts, skippedFiles, verified.copy()), number);
  }

  private void prepareOn(Workbench bench, Preparation preparation, int number)
      throws StorageException {
    if (preparations.get() != number) {
      return;
    }
    if (preparation.step(bench)) {
      preparation.progress().ifPresent(events::offer);
      bench.lane().execute(() -> guarded(() -> prepareOn(bench, preparation, number)));
      return;
    }
    failed.set(false);
    post(new Prepared());
  }

  @Override
  public void stopPreparing() {
    preparations.incrementAndGet();
  }

  @Override
  public void write(BlockRef block, BlockBuffer data) {
    if (!geometry.isAligned(block) || data.bytes().remaining() != block.length()) {
      data.release();
      throw new IllegalArgumentException("no block of this torrent: " + block);
    }
    queuedBlocks.incrementAndGet();
    PieceWriter writer = writerOf(block.pieceIndex());
    if (!writer.bench().lane().executeSoon(() -> onWriteLane(writer, block, data))) {
      drop(data);
    }
  }

  private void onWriteLane(PieceWriter writer, BlockRef block, BlockBuffer data) {
    if (failed.get() || closed || verified.has(block.pieceIndex())) {
      drop(data);
    } else {
      writer.add(block, data);
    }
  }

  private void drop(BlockBuffer data) {
    data.release();
    queuedBlocks.decrementAndGet();
  }

  @Override
  public void discard(int pieceIndex) {
    PieceWriter writer = writerOf(pieceIndex);
    writer
        .bench()
        .lane()
        .execute(() -> {
          verified.remove(pieceIndex);
          writer.discard(pieceIndex);
        });
  }

  @Override
  public void measureRoom() {
    refuseUnless(firstLane().execute(() -> post(new RoomMeasured(usableBytes()))));
  }

  private long usableBytes() {
    try {
      return files.folder().usableBytes();
    } catch (IOException e) {
      return 0; // a disk that does not say so has no room, for all we know
    }
  }

  @Override
  public void tryOut(Kind refusal) {
    refuseUnless(firstLane().execute(() -> post(new TriedOut(works(refusal)))));
  }

  private boolean works(Kind refusal) {
    try {
      if (new Inspection(parts, resumeFile.load()).areFilesGone()) {
        return false;
      }
      new FileLengths(files).refuseUnlessHolding(verified.copy(), geometry);
      return refusal == Kind.MISSING || FolderTrial.takesFiles(files.folder());
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void fingerprint(int pieceIndex) {
    PieceWriter writer = writerOf(pieceIndex);
    refuseUnless(
        writer
            .bench()
            .lane()
            .execute(() ->
                guarded(() -> post(new Fingerprinted(pieceIndex, writer.prints(pieceIndex))))));
  }

  @Override
  public void read(List<BlockRef> blocks, ByteBuffer target)
      throws IOException, InterruptedException {
    uploads.read(blocks, target);
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void save(ResumeSnapshot snapshot) {
    refuseUnless(
        afterAll(
            PieceWriter::flush, writer -> guarded(() -> onSaveLane(writer.bench(), snapshot))));
  }

  private void onSaveLane(Workbench bench, ResumeSnapshot snapshot) throws StorageException {
    files.force(bench);
    FileLengths lengths = new FileLengths(files);
    lengths.refuseUnlessHolding(snapshot.have(), geometry);
    List<Optional<FileStamp>> stamps = new ArrayList<>();
    for (int i = 0; i < files.layout().fileCount(); i++) {
      stamps.add(lengths.stamp(i));
    }
    resumeFile.save(new ResumeData(info.infoHash(), place(), snapshot, stamps));
    post(new Saved());
  }

  private ResumeData.Place place() throws StorageException {
    Folder folder = files.folder();
    try {
      return new ResumeData.Place(folder.path().toString(), folder.volumeName());
    } catch (IOException e) {
      throw Refusals.explain(folder.path(), e);
    }
  }

  @Override
  public StorageMetrics metrics() {
    long averageNanos = 0;
    int thresholdBlocks = 0;
    for (PieceWriter writer : writers) {
      averageNanos = Math.max(averageNanos, writer.averageWriteNanos());
      thresholdBlocks += writer.flushThresholdBlocks();
    }
    return new StorageMetrics(queuedBlocks.get(), averageNanos, thresholdBlocks);
  }

  @Override
  public void closeAndDelete() {
    isDoomed = true;
    close();
  }

  @Override
  public void close() {
    boolean isTaken =
        afterAll(
            writer -> {
              writer.flush();
              writer.discardAll();
            },
            writer -> onCloseLane());
    if (!isTaken) {
      closed = true;
      onClosed.accept(this);
      events.offer(new Closed());
    }
  }

  private void onCloseLane() {
    closed = true;
    uploads.close();
    boolean unused =
        afterAll(
            writer -> {
              writer.discardAll();
              writer.bench().openFiles().closeAll(files);
            },
            writer -> {
              onClosed.accept(this);
              deleteIfDoomed();
              post(new Closed());
            });
  }

  private void deleteIfDoomed() {
    if (!isDoomed) {
      return;
    }
    try {
      new Deletion(files, resumeFile).run();
    } catch (StorageException e) {
      send(new Failed(e.failure()));
    }
  }

  /** Writes all that is held, because somebody waits for memory. Called by whoever waits. */
  void flushSoon() {
    if (flushAsked.compareAndSet(false, true)) {
      boolean unused = afterAll(PieceWriter::flush, writer -> flushAsked.set(false));
    }
  }

  @Override
  public void onVerified(int pieceIndex) {
    verified.add(pieceIndex);
    parts.probe().tell(new ProbeEvent.PieceVerified(info.infoHash(), pieceIndex));
    post(new PieceVerified(pieceIndex));
  }

  @Override
  public void onCorrupt(int pieceIndex, BlockPrints prints) {
    post(new PieceCorrupt(pieceIndex, prints));
  }

  @Override
  public void onReleased(int blocks) {
    queuedBlocks.addAndGet(-blocks);
  }

  /** The disk refused a block: told once, however many follow it. */
  @Override
  public void onFailed(StorageException failure) {
    if (fail()) {
      post(new Failed(failure.failure()));
    }
  }

  /**
   * Begins to drop writes, and lets go of the files: what is open may be a file that was removed,
   * or keep a volume from being unmounted. Returns whether writes were taken so far.
   */
  private boolean fail() {
    boolean isFirst = failed.compareAndSet(false, true);
    for (PieceWriter writer : isFirst ? writers : List.<PieceWriter>of()) {
      writer
          .bench()
          .lane()
          .execute(() -> {
            writer.discardAll();
            writer.bench().openFiles().closeAll(files);
          });
    }
    return isFirst;
  }

  private PieceWriter writerOf(int pieceIndex) {
    int neighbourhood = pieceIndex / neighbourhoodPieces;
    return writers.get(Math.floorMod(neighbourhood + info.infoHash().low(), writers.size()));
  }

  private DiskLane firstLane() {
    return writers.get(0).bench().lane();
  }

  /**
   * Does the first on every lane, and the last on the lane that comes to it last.
   *
   * @return false if a lane has stopped, so that the last is never done
   */
  private boolean afterAll(Consumer<PieceWriter> onEach, Consumer<PieceWriter> last) {
    AtomicInteger missing = new AtomicInteger(writers.size());
    boolean isTaken = true;
    for (PieceWriter writer : writers) {
      isTaken &=
          writer
              .bench()
              .lane()
              .execute(() -> {
                try {
                  onEach.accept(writer);
                } finally {
                  if (missing.decrementAndGet() == 0) {
                    last.accept(writer);
                  }
                }
              });
    }
    return isTaken;
  }

  /** Answers a command that no lane will carry out. Never waits: the torrent itself calls. */
  private void refuseUnless(boolean isTaken) {
    if (!isTaken) {
      String reason = "the disk lanes have stopped; start Sluice again";
      events.offer(new Failed(new StorageFailure(Kind.BROKEN, files.folder().path(), reason)));
    }
  }

  /** Carries out a command, each of which is answered even if one before it failed, too. */
  private void guarded(DiskWork work) {
    if (closed) {
      return;
    }
    try {
      work.run();
    } catch (StorageException e) {
      refuse(e);
    } catch (RuntimeException e) {
      refuse(Refusals.explain(files.folder().path(), e));
    }
  }

  /** Answers a command that failed. */
  private void refuse(StorageException failure) {
    fail();
    post(new Failed(failure.failure()));
  }

  private void post(StorageEvent event) {
    if (!closed || event instanceof Closed) {
      send(event);
    }
  }

  private void send(StorageEvent event) {
    try {
      events.post(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
