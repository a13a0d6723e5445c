package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerSource;
import dev.sluice.model.BlockRef;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.wire.AllowedFastSet;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.PeerMessage.AllowedFast;
import dev.sluice.wire.PeerMessage.RejectRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UploadsTest {
  private static final int BLOCK = BlockRef.MAX_BYTES;
  private static final int PIECES = 100;

  /** Pieces of two blocks. */
  private static final PieceGeometry GEOMETRY = new PieceGeometry(2L * BLOCK * PIECES, 2 * BLOCK);

  private static final InfoHash INFO_HASH = InfoHash.of(new byte[20]);
  private static final PeerAddress ADDRESS = new PeerAddress(InetAddress.getLoopbackAddress(), 1);
  private static final int[] FAST_SET =
      AllowedFastSet.generate(INFO_HASH, ADDRESS.ip(), PIECES, AllowedFastSet.USUAL_COUNT);

  private final PieceSet have = PieceSet.full(PIECES);
  private final Totals totals = new Totals();
  private final Uploads uploads =
      new Uploads(
          INFO_HASH,
          GEOMETRY,
          have,
          totals,
          SuperSeeding.off(GEOMETRY, new PeerTable(), new Random(1)));
  private final RecordingLink link = new RecordingLink();

  private Peer peer(boolean fast) {
    PeerId id = PeerId.random(new Random(1));
    return new Peer(
        new PeerOpening(
            new PeerKey(0), link, ADDRESS, id, true, PeerSource.INCOMING, fast, true, false),
        PIECES,
        0);
  }

  private static BlockRef block(int piece) {
    return new BlockRef(piece, 0, BLOCK);
  }

  private static int pieceNotOffered() {
    int piece = 0;
    while (contains(FAST_SET, piece)) {
      piece++;
    }
    return piece;
  }

  private static boolean contains(int[] pieces, int wanted) {
    return Arrays.stream(pieces).anyMatch(piece -> piece == wanted);
  }

  @Nested
  class AnUnchokedPeer {
    private final Peer peer = peer(true);

    AnUnchokedPeer() {
      uploads.unchoke(peer, 0);
      link.messages.clear();
    }

    @Test
    void isGivenWhatWeHave() {
      uploads.onRequest(peer, block(7), 0);

      assertThat(link.blocks).containsExactly(block(7));
      assertThat(link.messages).isEmpty();
    }

    @Test
    void isRefusedWhatWeLack() {
      have.remove(7);

      uploads.onRequest(peer, block(7), 0);

      assertThat(link.blocks).isEmpty();
      assertThat(link.messages).containsExactly(new RejectRequest(block(7)));
    }

    @Test
    void isRefusedWhatLiesOutside() {
      BlockRef outside = new BlockRef(7, 2 * BLOCK - 1, 2);

      uploads.onRequest(peer, outside, 0);

      assertThat(link.messages).containsExactly(new RejectRequest(outside));
    }

    @Test
    void isRefusedWhatDoesNotFitIntoItsQueue() {
      link.maxBlocks = 1;
      uploads.onRequest(peer, block(1), 0);

      uploads.onRequest(peer, block(2), 0);

      assertThat(link.messages).containsExactly(new RejectRequest(block(2)));
    }

    @Test
    void isToldThatWhatItCancelledDoesNotCome() {
      uploads.onRequest(peer, block(1), 0);

      uploads.onCancel(peer, block(1));

      assertThat(link.blocks).isEmpty();
      assertThat(link.messages).containsExactly(new RejectRequest(block(1)));
    }

    @Test
    void isToldNothingWhenItCancelsWhatHasLeft() {
      uploads.onCancel(peer, block(1));

      assertThat(link.messages).isEmpty();
    }

    @Test
    void losesWhatIsQueuedWhenItIsChoked() {
      uploads.onRequest(peer, block(1), 0);
      uploads.onRequest(peer, block(2), 0);

      uploads.choke(peer, 0);

      assertThat(link.blocks).isEmpty();
      assertThat(link.messages)
          .containsExactly(
              PeerMessage.CHOKE, new RejectRequest(block(1)), new RejectRequest(block(2)));
    }

    @Test
    void keepsWhatWasOfferedWhenItIsChoked() {
      uploads.onPieces(peer, 0);
      link.messages.clear();
      uploads.onRequest(peer, block(pieceNotOffered()), 0);
      uploads.onRequest(peer, block(FAST_SET[3]), 0);

      uploads.choke(peer, 0);

      assertThat(link.blocks).containsExactly(block(FAST_SET[3]));
      assertThat(link.messages)
          .containsExactly(PeerMessage.CHOKE, new RejectRequest(block(pieceNotOffered())));
    }

    @Test
    void isToldOnceThatItIsChokedOrUnchoked() {
      uploads.unchoke(peer, 0);
      uploads.choke(peer, 0);
      uploads.choke(peer, 0);

      assertThat(link.messages).containsExactly(PeerMessage.CHOKE);
    }

    @Test
    void countsInTheTotalsWhatWasSentToIt() {
      uploads.onSent(peer, 3 * BLOCK, 0);
      uploads.onSent(peer, BLOCK, 0);

      assertThat(totals.uploadedBytes).isEqualTo(4 * BLOCK);
    }
  }

  @Nested
  class AChokedPeer {
    private final Peer peer = peer(true);

    @Test
    void isRefused() {
      uploads.onRequest(peer, block(1), 0);

      assertThat(link.blocks).isEmpty();
      assertThat(link.messages).containsExactly(new RejectRequest(block(1)));
    }

    @Test
    void isOfferedItsFastSetWhenItHasNothing() {
      uploads.onPieces(peer, 0);

      List<PeerMessage> offers =
          Arrays.stream(FAST_SET).<PeerMessage>mapToObj(AllowedFast::new).toList();
      assertThat(link.messages).isEqualTo(offers);
      assertThat(offers).hasSize(10);
    }

    @Test
    void isNotOfferedWhatWeLackOrItHas() {
      have.remove(FAST_SET[0]);
      peer.pieces.add(FAST_SET[1]);

      uploads.onPieces(peer, 0);

      assertThat(link.messages)
          .hasSize(8)
          .doesNotContain(new AllowedFast(FAST_SET[0]), new AllowedFast(FAST_SET[1]));
    }

    @Test
    void isOfferedNothingWhenItHasEnoughToTrade() {
      for (int piece = 0; piece < 10; piece++) {
        peer.pieces.add(piece);
      }

      uploads.onPieces(peer, 0);

      assertThat(link.messages).isEmpty();
    }

    @Test
    void isGivenWhatItWasOffered() {
      uploads.onPieces(peer, 0);
      link.messages.clear();

      uploads.onRequest(peer, block(FAST_SET[2]), 0);
      uploads.onRequest(peer, block(pieceNotOffered()), 0);

      assertThat(link.blocks).containsExactly(block(FAST_SET[2]));
      assertThat(link.messages).containsExactly(new RejectRequest(block(pieceNotOffered())));
    }

    @Test
    void isGivenNoMoreThanWhatItWasOfferedOnce() {
      uploads.onPieces(peer, 0);

      for (int i = 0; i < 100; i++) {
        uploads.onRequest(peer, block(FAST_SET[2]), 0);
      }

      assertThat(link.blocks).hasSize(10 * 2);
    }

    @Test
    void isGivenNothingMoreOnceItCanTrade() {
      uploads.onPieces(peer, 0);
      for (int piece = 0; piece < 10; piece++) {
        peer.pieces.add(piece);
      }

      uploads.onRequest(peer, block(FAST_SET[2]), 0);

      assertThat(link.blocks).isEmpty();
    }
  }

  @Nested
  class APeerWithoutTheFastExtension {
    private final Peer peer = peer(false);

    @Test
    void isOfferedNothing() {
      uploads.onPieces(peer, 0);

      assertThat(link.messages).isEmpty();
    }

    @Test
    void hearsNothingOfRequestsThatAreNotServed() {
      uploads.onRequest(peer, block(1), 0);
      uploads.unchoke(peer, 0);
      uploads.onRequest(peer, block(2), 0);
      uploads.onCancel(peer, block(2));
      uploads.onRequest(peer, block(3), 0);
      uploads.choke(peer, 0);

      assertThat(link.blocks).isEmpty();
      assertThat(link.messages).containsExactly(PeerMessage.UNCHOKE, PeerMessage.CHOKE);
    }
  }
}
