package dev.sluice.bench;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.picking.Asker;
import dev.sluice.swarm.picking.Manner;
import dev.sluice.swarm.picking.PickingLimits;
import dev.sluice.swarm.picking.PiecePicker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The picker in a swarm of 200 peers, who have half of 10,000 pieces of 1 MiB each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class PickerBenchmark {
  private static final int PIECES = 10_000;
  private static final int PEERS = 200;
  private static final PieceGeometry GEOMETRY = new PieceGeometry((long) PIECES << 20, 1 << 20);

  private final List<PieceSet> offers = new ArrayList<>();
  private final List<BlockRef> picked = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private PiecePicker picker = newPicker();
  private int[] arrivedBlocks = {};
  private int turn;

  /** Draws what the peers have. */
  @Setup
  public void drawPeers() {
    for (int i = 0; i < PEERS; i++) {
      PieceSet pieces = new PieceSet(PIECES);
      for (int piece = 0; piece < PIECES; piece++) {
        if (random.nextBoolean()) {
          pieces.add(piece);
        }
      }
      offers.add(pieces);
    }
  }

  /** Begins a download anew, so that it never ends. */
  @Setup(Level.Iteration)
  public void join() {
    picker = newPicker();
    offers.forEach(picker::peerJoined);
    arrivedBlocks = new int[PIECES];
    turn = 0;
  }

  private static PiecePicker newPicker() {
    return new PiecePicker(GEOMETRY, PickingLimits.DEFAULT, new Random(2));
  }

  /** A peer is asked for sixteen blocks, which arrive; pieces that are whole are right. */
  @Benchmark
  public int pickAndReceiveSixteenBlocks() {
    int peer = turn++ % PEERS;
    PeerKey key = new PeerKey(peer);
    picked.clear();
    int count = picker.pick(new Asker(key, offers.get(peer), Manner.WHOLE_PIECES), 16, picked);
    for (BlockRef block : picked) {
      picker.received(key, block);
      if (++arrivedBlocks[block.pieceIndex()] == GEOMETRY.blockCount(block.pieceIndex())) {
        picker.pieceVerified(block.pieceIndex());
      }
    }
    if (picker.remainingPieces() < PIECES / 10) {
      join();
    }
    return count;
  }

  /** A peer with half of the pieces comes and goes. */
  @Benchmark
  public void peerJoinsAndLeaves() {
    PieceSet pieces = offers.get(turn++ % PEERS);
    picker.peerJoined(pieces);
    picker.peerLeft(pieces);
  }

  /** A peer has found a piece. */
  @Benchmark
  public void have() {
    picker.peerHas(turn++ % PIECES);
  }
}
