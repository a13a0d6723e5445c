package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.Sink;
import dev.sluice.api.PeerSource;
import dev.sluice.api.PieceState;
import dev.sluice.api.TorrentDetails;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.metainfo.Info;
import dev.sluice.model.AddressRanges;
import dev.sluice.model.PeerId;
import dev.sluice.model.PieceSet;
import dev.sluice.model.Probe;
import dev.sluice.storage.MetadataShelf;
import dev.sluice.storage.StorageEvent;
import dev.sluice.storage.StorageFailure;
import dev.sluice.storage.TorrentDisk;
import dev.sluice.storage.TorrentStorage;
import dev.sluice.swarm.Torrent;
import dev.sluice.swarm.TorrentPlan;
import dev.sluice.swarm.TorrentWorld;
import dev.sluice.swarm.UploadPlan;
import dev.sluice.swarm.discovery.DistributedTable;
import dev.sluice.swarm.discovery.Neighbourhood;
import dev.sluice.testkit.TestTorrent;
import dev.sluice.transport.RateLimiters;
import dev.sluice.transport.lan.NetworkState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a torrent tells its disk, and what it makes of the answers. Nobody is connected. */
class TorrentAndDiskTest {
  private static final int PIECES = 4;
  private static final int PIECE_BYTES = 16 * 1024;

  private final VirtualTime time = new VirtualTime(-7);
  private final List<TorrentEvent> events = new ArrayList<>();
  private final List<RecordingStorage> storages = new ArrayList<>();
  private final TestTorrent content =
      TestTorrent.folder("four")
          .pieceBytes(PIECE_BYTES)
          .file("content", TestTorrent.randomBytes(1, PIECES * PIECE_BYTES))
          .build();
  private final Torrent torrent = start();

  private Torrent start() {
    Random random = new Random(1);
    TorrentPlan plan =
        new TorrentPlan(
            content.metainfo(), List.of(), file -> true, false, true, 10, UploadPlan.USUAL, 0);
    TorrentWorld world =
        new TorrentWorld(
            new SimulatedActors(time),
            (address, terms) -> () -> {},
            (tracker, request, answers) -> {},
            Neighbourhood.EMPTY,
            Set.of(PeerSource.values()),
            AddressRanges.NONE,
            DistributedTable.EMPTY,
            () -> NetworkState.STEADY,
            new Disk(),
            RateLimiters.unlimited(time),
            PeerId.random(random),
            random,
            Probe.NONE,
            new Events());
    return Torrent.start(plan, world);
  }

  private final class Disk implements TorrentDisk {
    @Override
    public Path directory() {
      return Path.of("/downloads");
    }

    @Override
    public TorrentStorage open(Info info, Set<Integer> skipped, Sink<StorageEvent> sink) {
      storages.add(new RecordingStorage(sink));
      return storages.get(0);
    }

    @Override
    public MetadataShelf shelf() {
      throw new AssertionError("the metadata is known");
    }
  }

  private final class Events implements Sink<TorrentEvent> {
    @Override
    public boolean post(TorrentEvent event) {
      return offer(event);
    }

    @Override
    public boolean offer(TorrentEvent event) {
      return events.add(event);
    }
  }

  private static PieceSet pieces(int... indices) {
    PieceSet pieces = new PieceSet(PIECES);
    for (int index : indices) {
      pieces.add(index);
    }
    return pieces;
  }

  @BeforeEach
  void begin() {
    pass();
  }

  private RecordingStorage disk() {
    return storages.get(0);
  }

  private void pass() {
    time.runUntil(() -> false, 1);
  }

  private void disk(StorageEvent answer) {
    disk().answer(answer);
    pass();
  }

  private void diskFails() {
    disk().fail();
    pass();
  }

  private void inspected(PieceSet trusted, PieceSet unsure) {
    disk(new StorageEvent.Inspected(trusted, unsure, 100, 200));
  }

  /** Returns what was told the disk since this was last asked. */
  private List<String> told() {
    List<String> told = List.copyOf(disk().commands);
    disk().commands.clear();
    return told;
  }

  private long completions() {
    return events.stream().filter(TorrentEvent.Completed.class::isInstance).count();
  }

  private void discard() {
    torrent.discard();
    pass();
  }

  private void resume() {
    torrent.resume();
    pass();
  }

  private void stop() {
    torrent.stop();
    pass();
  }

  private void transferringWith(PieceSet have) {
    inspected(have, pieces());
    disk(new StorageEvent.Prepared());
    assertThat(told()).containsExactly("inspect", "prepare");
  }

  @Nested
  class WhileFilesAreFilledWithZeros {
    @BeforeEach
    void beginFilling() {
      inspected(pieces(), pieces());
      disk(new StorageEvent.Filled(25, 100));
      told();
    }

    @Test
    void saysHowFarItHasCome() {
      assertThat(torrent.view().state()).isEqualTo(TorrentState.PREPARING);
      assertThat(torrent.view().checkedFraction()).isEqualTo(0.25);

      disk(new StorageEvent.Prepared());

      assertThat(torrent.view().state()).isEqualTo(TorrentState.DOWNLOADING);
      assertThat(torrent.view().checkedFraction()).isEqualTo(1);
    }

    @Test
    void aPauseEndsTheFilling() {
      torrent.pause();
      pass();

      assertThat(told()).contains("stopPreparing");
      assertThat(torrent.view().state()).isEqualTo(TorrentState.PAUSED);
    }
  }

  @Nested
  class AsLongAsItDoesNotKnowWhatIsThere {
    @Test
    void aFailedInspectionSavesNothing() {
      diskFails();

      assertThat(torrent.view().state()).isEqualTo(TorrentState.FAILED);
      assertThat(told()).containsExactly("inspect");
    }

    @Test
    void aFailedInspectionIsRepeatedWhenTheUserResumes() {
      diskFails();
      told();

      resume();

      assertThat(told()).containsExactly("inspect");
      inspected(pieces(1), pieces());
      assertThat(told()).containsExactly("prepare");
    }

    @Test
    void aFailedCheckSavesNothingAndIsRepeatedFromTheInspection() {
      inspected(pieces(0), pieces(1, 2));
      diskFails();
      assertThat(told()).containsExactly("inspect", "check 2");

      resume();
      inspected(pieces(0), pieces(1));

      assertThat(told()).containsExactly("inspect", "check 1");
    }

    @Test
    void whatIsDiscardedIsDeletedAndNotSaved() {
      inspected(pieces(0, 1), pieces());
      told();

      discard();

      assertThat(told()).containsExactly("close and delete");
    }

    @Test
    void aFileThatCannotBeDeletedIsTold() {
      inspected(pieces(0, 1), pieces());
      discard();

      diskFails();
      disk(new StorageEvent.Closed());

      assertThat(events)
          .anyMatch(event ->
              event instanceof TorrentEvent.Failed(var hash, var problem)
                  && problem.contains("cannot be deleted"));
    }

    @Test
    void isLookedAtCloselyByWhoAsksAgain() {
      inspected(pieces(0), pieces());
      assertThat(torrent.details()).isEmpty();
      pass();

      TorrentDetails details = torrent.details().orElseThrow();

      assertThat(details.directory()).isEqualTo(Path.of("/downloads"));
      assertThat(details.pieces().state(0)).isEqualTo(PieceState.HERE);
      assertThat(details.pieces().state(1)).isEqualTo(PieceState.MISSING);
      assertThat(details.pieces().count(PieceState.HERE)).isEqualTo(1);
      assertThat(details.files()).hasSize(1);
      assertThat(details.files().get(0).doneBytes()).isPositive();
    }

    @Test
    void stoppingDuringACheckSavesNothing() {
      inspected(pieces(0), pieces(1, 2));

      stop();

      assertThat(told()).containsExactly("inspect", "check 2", "close");
    }

    @Test
    void aVerificationThatFailedSavesNothingAndChecksEverythingWhenTheUserResumes() {
      transferringWith(pieces(0, 1));
      torrent.verify();
      pass();
      diskFails();
      assertThat(told()).containsExactly("check 4");

      resume();
      inspected(pieces(0, 1), pieces());

      assertThat(told()).containsExactly("inspect", "check 4");
    }
  }

  @Nested
  class WhenTheDiskIsFull {
    @BeforeEach
    void becomeFull() {
      transferringWith(pieces(0));
      disk().fail(StorageFailure.Kind.FULL);
      pass();
      assertThat(told()).containsExactly("save 1");
    }

    @Test
    void looksForRoomEveryFewSecondsAndGoesOnWhenThereIsEnough() {
      time.runUntil(() -> false, 11);
      assertThat(told()).containsExactly("measure room", "measure room");

      disk(new StorageEvent.RoomMeasured(3 * PIECE_BYTES - 1));
      assertThat(torrent.view().state()).isEqualTo(TorrentState.FAILED);
      disk(new StorageEvent.RoomMeasured(3 * PIECE_BYTES));

      assertThat(told()).containsExactly("prepare");
      assertThat(torrent.view().state()).isEqualTo(TorrentState.DOWNLOADING);
    }

    @Test
    void waitsLongerWhenItIsFullAgainBeforeAPieceCame() {
      for (int i = 0; i < 10; i++) {
        resume();
        disk().fail(StorageFailure.Kind.FULL);
        pass();
      }
      told();

      time.runUntil(() -> false, 290);
      assertThat(told()).isEmpty();
      time.runUntil(() -> false, 12);
      assertThat(told()).contains("measure room");
    }

    @Test
    void doesNothingAgainstTheUsersWill() {
      torrent.pause();
      time.runUntil(() -> false, 100);
      disk(new StorageEvent.RoomMeasured(Long.MAX_VALUE));

      assertThat(told()).isEmpty();
    }

    @Test
    void goesOnAtOnceOnCommand() {
      resume();

      assertThat(told()).containsExactly("prepare");
    }

    @Test
    void afterAnotherFailureItIsTriedOutWhetherTheDiskWorks() {
      resume();
      diskFails();
      told();
      time.runUntil(() -> false, 12);
      assertThat(told()).contains("try out BROKEN");

      disk(new StorageEvent.TriedOut(false));
      assertThat(torrent.view().isSuspended()).isTrue();
      assertThat(told()).doesNotContain("prepare");
      disk(new StorageEvent.TriedOut(true));

      assertThat(told()).contains("prepare");
      assertThat(torrent.view().isSuspended()).isFalse();
    }

    @Test
    void aFileSystemThatAllowsNoSuchLengthIsNotTriedAgain() {
      resume();
      disk().fail(StorageFailure.Kind.FILE_TOO_LARGE);
      pass();
      told();
      time.runUntil(() -> false, 1000);

      assertThat(told()).isEmpty();
      assertThat(torrent.view().state()).isEqualTo(TorrentState.FAILED);
      assertThat(torrent.view().isSuspended()).isFalse();
    }

    @Test
    void whatIsMissingIsLookedForAndNotTakenForGranted() {
      resume();
      disk().fail(StorageFailure.Kind.MISSING);
      pass();
      told();
      resume();

      assertThat(told()).containsExactly("inspect");
    }
  }

  @Nested
  class OnceItKnows {
    @Test
    void aFailureSavesWhatIsThere() {
      transferringWith(pieces(0, 1));

      diskFails();

      assertThat(told()).contains("save 2");
      resume();
      assertThat(told()).containsExactly("prepare");
    }

    @Test
    void completionIsToldOnceTheLastPieceIsForcedToDisk() {
      transferringWith(pieces(0, 1, 2));

      disk(new StorageEvent.PieceVerified(3));
      assertThat(told()).containsExactly("save 4");
      assertThat(torrent.view().state()).isEqualTo(TorrentState.DOWNLOADING);
      assertThat(completions()).isZero();

      disk(new StorageEvent.Saved());
      assertThat(torrent.view().state()).isEqualTo(TorrentState.SEEDING);
      assertThat(completions()).isEqualTo(1);
    }

    @Test
    void aSaveOfBeforeTheLastPieceIsNotTakenForItsOwn() {
      transferringWith(pieces(0, 1));
      disk(new StorageEvent.PieceVerified(2));
      time.runUntil(() -> false, 40);
      assertThat(told()).containsExactly("save 3");
      disk(new StorageEvent.PieceVerified(3));

      disk(new StorageEvent.Saved());
      assertThat(completions()).isZero();
      disk(new StorageEvent.Saved());
      assertThat(completions()).isEqualTo(1);
    }

    @Test
    void completionIsNotToldWhenTheLastSaveFailsAndIsAfterTheNext() {
      transferringWith(pieces(0, 1, 2));
      disk(new StorageEvent.PieceVerified(3));
      diskFails();
      diskFails();
      assertThat(torrent.view().state()).isEqualTo(TorrentState.FAILED);
      told();

      resume();
      disk(new StorageEvent.Prepared());
      assertThat(told()).containsExactly("prepare", "save 4");
      assertThat(completions()).isZero();

      disk(new StorageEvent.Saved());
      assertThat(completions()).isEqualTo(1);
    }

    @Test
    void completionIsToldAlsoWhenTheTorrentIsStoppedBeforeTheLastPieceIsForced() {
      transferringWith(pieces(0, 1, 2));
      disk(new StorageEvent.PieceVerified(3));
      stop();
      assertThat(completions()).isZero();

      disk(new StorageEvent.Saved());

      assertThat(completions()).isEqualTo(1);
      assertThat(torrent.view().state()).isEqualTo(TorrentState.STOPPING);
    }

    @Test
    void whatWasCompleteFromTheStartNeedsNoSave() {
      transferringWith(pieces(0, 1, 2, 3));

      assertThat(torrent.view().state()).isEqualTo(TorrentState.SEEDING);
      assertThat(completions()).isEqualTo(1);
    }

    @Test
    void whatACheckFoundIsSavedAtTheEnd() {
      inspected(pieces(0), pieces(1, 2));
      disk(new StorageEvent.CheckFinished(pieces(2)));

      stop();

      assertThat(told()).containsExactly("inspect", "check 2", "prepare", "save 2", "close");
    }
  }
}
