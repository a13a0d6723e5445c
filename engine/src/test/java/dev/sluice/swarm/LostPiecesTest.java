package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.PeerSource;
import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockRef;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.model.Probe;
import dev.sluice.storage.ResumeSnapshot;
import dev.sluice.storage.StorageFailure;
import dev.sluice.storage.StorageMetrics;
import dev.sluice.storage.TorrentStorage;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.picking.PickingLimits;
import dev.sluice.swarm.picking.PiecePicker;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.LtDonthave;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** BEP 54: peers take haves back. */
class LostPiecesTest {
  private static final int PIECES = 4;
  private static final PieceGeometry GEOMETRY =
      new PieceGeometry((long) PIECES * BlockRef.MAX_BYTES, BlockRef.MAX_BYTES);

  private final PiecePicker picker =
      new PiecePicker(GEOMETRY, PickingLimits.DEFAULT, new Random(1));
  private final PeerTable peers = new PeerTable();
  private final Untouched disk = new Untouched();
  private final PeerMemory memory =
      PeerMemory.with(List.of(), new PeerKeys(), new Candidates(new Random(1)));
  private final Downloads downloads =
      new Downloads(
          GEOMETRY,
          picker,
          disk,
          peers,
          new Trust(memory, peers, disk),
          new Totals(),
          new TorrentProbe(InfoHash.of(new byte[20]), Probe.NONE));
  private final LostPieces lost = new LostPieces(MessageLimits.of(GEOMETRY), downloads);
  private final RecordingLink link = new RecordingLink();
  private final Peer peer = join();

  private Peer join() {
    Peer joined =
        new Peer(
            new PeerOpening(
                new PeerKey(0),
                link,
                new PeerAddress(InetAddress.getLoopbackAddress(), 6881),
                PeerId.random(new Random(1)),
                false,
                PeerSource.TRACKER,
                true,
                true,
                false),
            PIECES,
            0);
    joined.choking = false;
    peers.add(joined);
    return joined;
  }

  private void has(PieceSet pieces) {
    peer.hasSpoken = true;
    peer.pieces = pieces;
    downloads.onPieces(peer);
  }

  private static byte[] taking(int pieceIndex) {
    return new LtDonthave(pieceIndex).encode();
  }

  private List<Integer> requested() {
    return link.messages.stream()
        .filter(PeerMessage.Request.class::isInstance)
        .map(message -> ((PeerMessage.Request) message).block().pieceIndex())
        .sorted()
        .toList();
  }

  @Test
  void aLostPieceIsNotAskedForAndNotCounted() throws WireException {
    has(PieceSet.full(PIECES));

    lost.onMessage(peer, taking(2));
    downloads.refill(0);

    assertThat(requested()).containsExactly(0, 1, 3);
    assertThat(picker.availability(2)).isZero();
    assertThat(picker.availability(1)).isEqualTo(1);
  }

  @Test
  void whatItOwesOfTheLostPieceIsAskedElsewhere() throws WireException {
    has(PieceSet.full(PIECES));
    downloads.refill(0);
    assertThat(picker.requestedFrom(peer.key)).isEqualTo(PIECES);

    lost.onMessage(peer, taking(2));

    assertThat(picker.requestedFrom(peer.key)).isEqualTo(PIECES - 1);
    assertThat(peer.requests.size()).isEqualTo(PIECES - 1);
  }

  @Test
  void onePieceGainedAndLostLeavesNothingToWant() throws WireException {
    has(new PieceSet(PIECES));
    peer.pieces.add(1);
    downloads.onHave(peer, 1);
    assertThat(peer.wanted).isTrue();

    lost.onMessage(peer, taking(1));

    assertThat(peer.wanted).isFalse();
    assertThat(link.messages).endsWith(PeerMessage.NOT_INTERESTED);
  }

  @Test
  void whatItNeverHadIsNoLoss() throws WireException {
    has(new PieceSet(PIECES));

    lost.onMessage(peer, taking(1));

    assertThat(picker.availability(1)).isZero();
  }

  @Test
  void aPieceThatCannotBeIsAFault() {
    has(PieceSet.full(PIECES));

    assertThatThrownBy(() -> lost.onMessage(peer, taking(PIECES)))
        .isInstanceOf(WireException.class);
  }

  @Test
  void whoHasAndHasNotForEverIsPartedWith() throws WireException {
    has(PieceSet.full(PIECES));
    for (int i = 0; i < LostPieces.MAX_FALLS; i++) {
      lost.onMessage(peer, taking(0));
      peer.pieces.add(0);
      downloads.onHave(peer, 0);
    }
    assertThat(link.closed).isFalse();

    lost.onMessage(peer, taking(0));

    assertThat(link.closed).isTrue();
  }

  /** A disk that nobody needs here. */
  private static final class Untouched implements TorrentStorage {
    private static AssertionError touched() {
      return new AssertionError("the disk is not concerned");
    }

    @Override
    public void inspect() {
      throw touched();
    }

    @Override
    public void check(PieceSet pieces) {
      throw touched();
    }

    @Override
    public void prepare() {
      throw touched();
    }

    @Override
    public void stopPreparing() {
      throw touched();
    }

    @Override
    public void write(BlockRef block, BlockBuffer data) {
      throw touched();
    }

    @Override
    public void discard(int pieceIndex) {
      throw touched();
    }

    @Override
    public void fingerprint(int pieceIndex) {
      throw touched();
    }

    @Override
    public void measureRoom() {
      throw touched();
    }

    @Override
    public void tryOut(StorageFailure.Kind refusal) {
      throw touched();
    }

    @Override
    public void read(List<BlockRef> blocks, ByteBuffer target) {
      throw touched();
    }

    @Override
    public void save(ResumeSnapshot snapshot) {
      throw touched();
    }

    @Override
    public StorageMetrics metrics() {
      throw touched();
    }

    @Override
    public void closeAndDelete() {
      throw touched();
    }

    @Override
    public void close() {
      throw touched();
    }
  }
}
