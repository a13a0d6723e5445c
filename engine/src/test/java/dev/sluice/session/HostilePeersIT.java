package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.TorrentEvent;
import dev.sluice.model.BlockRef;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerId;
import dev.sluice.testkit.TestTorrent;
import dev.sluice.wire.AllowedFastSet;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.PeerMessage.Have;
import dev.sluice.wire.PeerMessage.Piece;
import dev.sluice.wire.PeerMessage.RejectRequest;
import dev.sluice.wire.PeerMessage.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions that meet peers which break the protocol, or bend it. Each must go on as before. */
@Timeout(60)
class HostilePeersIT {
  private static final int PIECE_BYTES = 16 * 1024;
  private static final int PIECES = 60;
  private static final TestTorrent TORRENT =
      TestTorrent.random(5, PIECES * PIECE_BYTES, PIECE_BYTES);
  private static final long UNLIMITED = Long.MAX_VALUE;

  @TempDir private Path folder;

  private final List<SessionDesk> desks = new ArrayList<>();
  private final List<RawPeer> peers = new ArrayList<>();

  @AfterEach
  void closeAll() throws IOException {
    for (RawPeer peer : peers) {
      peer.close();
    }
    desks.forEach(SessionDesk::close);
  }

  private SessionDesk start(String name) {
    SessionDesk desk = SessionDesk.in(folder.resolve(name));
    desks.add(desk);
    return desk;
  }

  private RawPeer greet(SessionDesk desk) throws IOException {
    RawPeer peer = RawPeer.greet(desk.address(), TORRENT, peers.size());
    peers.add(peer);
    return peer;
  }

  private void assertServesHonestPeers(SessionDesk seeder) throws IOException {
    SessionDesk honest = start("honest");
    honest.fetch(TORRENT, seeder.address());
    honest.awaitCompleted();
    honest.assertHolds(TORRENT);
  }

  private static byte[] bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }

  private static byte[] request(int piece, int begin, int length) {
    return ByteBuffer.allocate(17)
        .putInt(13)
        .put((byte) 6)
        .putInt(piece)
        .putInt(begin)
        .putInt(length)
        .array();
  }

  /** Returns a piece that peers on the loopback may not have while they are choked. */
  private static int notAllowedFast() {
    Set<Integer> allowed = new HashSet<>();
    for (int piece :
        AllowedFastSet.generate(
            TORRENT.metainfo().infoHash(), SessionDesk.loopback(), PIECES, PIECES / 2)) {
      allowed.add(piece);
    }
    return IntStream.range(0, PIECES)
        .filter(piece -> !allowed.contains(piece))
        .findFirst()
        .orElseThrow();
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of("a length of 2^31-1", bytes(0x7f, 0xff, 0xff, 0xff, 7)),
        Arguments.of("a negative length", bytes(0xff, 0xff, 0xff, 0xff, 7)),
        Arguments.of("a bitfield with spare bits", bytes(0, 0, 0, 9, 5, 0, 0, 0, 0, 0, 0, 0, 1)),
        Arguments.of("a bitfield that is too short", bytes(0, 0, 0, 2, 5, 0)),
        Arguments.of("a have out of range", bytes(0, 0, 0, 5, 4, 0, 0, 0, PIECES)),
        Arguments.of("a negative have", bytes(0, 0, 0, 5, 4, 0xff, 0xff, 0xff, 0xff)),
        Arguments.of("a request for no piece", request(PIECES, 0, PIECE_BYTES)),
        Arguments.of("a request behind the piece's end", request(0, 1, PIECE_BYTES)),
        Arguments.of("a request that overflows", request(0, Integer.MAX_VALUE, PIECE_BYTES)),
        Arguments.of("a request for nothing", request(0, 0, 0)),
        Arguments.of("a request for 2 GiB", request(0, 0, Integer.MAX_VALUE)),
        Arguments.of("a piece of 2 GiB", bytes(0x40, 0, 0, 9, 7, 0, 0, 0, 0, 0, 0, 0, 0)),
        Arguments.of("an extension handshake of garbage", bytes(0, 0, 0, 4, 20, 0, 'x', 'x')));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void hangsUpOn(String violation, byte[] said) throws IOException {
    SessionDesk seeder = start("seeder");
    seeder.seed(TORRENT);
    RawPeer peer = greet(seeder);

    peer.send(said);

    peer.awaitHangUp();
    assertServesHonestPeers(seeder);
  }

  @Nested
  class ASeeder {
    private SessionDesk seeder;
    private InfoHash torrent;

    @BeforeEach
    void seed() {
      seeder = start("seeder");
      torrent = seeder.seed(TORRENT);
    }

    @Test
    void hangsUpOnItself() throws IOException {
      RawPeer spy = RawPeer.connect(seeder.address(), TORRENT);
      peers.add(spy);
      PeerId own = spy.shakeHands(PeerId.random(new Random(1))).peerId();
      RawPeer itself = RawPeer.connect(seeder.address(), TORRENT);
      peers.add(itself);

      itself.shakeHands(own);

      itself.awaitHangUp();
    }

    @Test
    void refusesAnIdThatIsConnectedAlready() throws IOException {
      RawPeer first = greet(seeder);
      first.becomeUnchoked();
      RawPeer second = RawPeer.greet(seeder.address(), TORRENT, 0);
      peers.add(second);

      second.awaitHangUp();

      SessionDesk.await("one peer", () -> seeder.view(torrent).peers().size() == 1);
    }

    @Test
    void rejectsWhatAChokedPeerAsksFor() throws IOException {
      RawPeer peer = greet(seeder);
      BlockRef block = new BlockRef(notAllowedFast(), 0, PIECE_BYTES);

      peer.send(new Request(block));

      assertThat(peer.await(RejectRequest.class).block()).isEqualTo(block);
    }

    @Test
    void rejectsRequestsBeyondWhatItQueues() throws IOException {
      RawPeer peer = greet(seeder);
      peer.becomeUnchoked();
      seeder.limit(UNLIMITED, 1);
      int requests = 2000;

      for (int i = 0; i < requests; i++) {
        peer.send(new Request(new BlockRef(i % PIECES, 0, PIECE_BYTES)));
      }

      // 512 wait in the queue, one has left and one waits for its budget.
      for (int i = 0; i < requests - 512 - 2; i++) {
        peer.await(RejectRequest.class);
      }
      SessionDesk.await("one peer", () -> seeder.view(torrent).peers().size() == 1);
      seeder.limit(UNLIMITED, UNLIMITED);
      assertServesHonestPeers(seeder);
    }

    @Test
    void partsWithAPeerThatAsksAndNeverReads() throws IOException {
      RawPeer peer = greet(seeder);
      peer.becomeUnchoked();

      boolean isConnected = true;
      for (int i = 0; i < 1_000_000 && isConnected; i++) {
        isConnected = asks(peer, new BlockRef(i % PIECES, 0, PIECE_BYTES));
      }

      assertThat(isConnected).isFalse();
      SessionDesk.await("no peer", () -> seeder.view(torrent).peers().isEmpty());
      assertServesHonestPeers(seeder);
    }

    private boolean asks(RawPeer peer, BlockRef block) {
      try {
        peer.send(new Request(block));
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    @Test
    void rejectsWhatWasCancelledInTime() throws IOException {
      RawPeer peer = greet(seeder);
      peer.becomeUnchoked();
      seeder.limit(UNLIMITED, 1);
      for (int i = 0; i < 20; i++) {
        peer.send(new Request(new BlockRef(i, 0, PIECE_BYTES)));
      }
      BlockRef last = new BlockRef(19, 0, PIECE_BYTES);

      peer.send(new PeerMessage.Cancel(last));

      assertThat(peer.await(RejectRequest.class).block()).isEqualTo(last);
    }

    @Test
    void servesARangeOfAnyLengthWithinAPiece() throws IOException {
      RawPeer peer = greet(seeder);
      peer.becomeUnchoked();
      BlockRef range = new BlockRef(3, 1001, 7);

      peer.send(new Request(range));

      Piece piece = peer.await(Piece.class);
      assertThat(piece.block()).isEqualTo(range);
      byte[] payload = new byte[7];
      piece.data().bytes().get(payload);
      assertThat(payload).isEqualTo(TORRENT.block(range));
    }
  }

  @Nested
  class ALeecher {
    private SessionDesk leecher;
    private InfoHash torrent;

    @BeforeEach
    void fetch() {
      leecher = start("leecher");
      torrent = leecher.fetch(TORRENT);
      SessionDesk.await("files are made, peers are taken in", this::takesPeersIn);
    }

    private boolean takesPeersIn() {
      try (RawPeer peer = RawPeer.greet(leecher.address(), TORRENT, -1)) {
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    /** aria2 sends a bitfield again where it is shorter than several haves. */
    @Test
    void takesASecondBitfieldAsHaves() throws IOException {
      RawPeer peer = greet(leecher);

      peer.send(PeerMessage.HAVE_NONE);
      peer.send(PeerMessage.HAVE_ALL);

      peer.await(PeerMessage.Interested.class);
      SessionDesk.await(
          "all pieces",
          () -> leecher.view(torrent).peers().stream().anyMatch(each -> each.fraction() == 1));
    }

    @Test
    void wastesABlockThatNobodyAskedFor() throws IOException {
      RawPeer peer = greet(leecher);

      peer.send(piece(0));

      SessionDesk.await("waste", () -> leecher.view(torrent).wastedBytes() == PIECE_BYTES);
      assertThat(leecher.view(torrent).doneBytes()).isZero();
    }

    @Test
    void hangsUpOnAPeerThatSendsTooManyBlocksThatNobodyAskedFor() throws IOException {
      RawPeer peer = greet(leecher);

      for (int i = 0; i < 1000; i++) {
        peer.send(piece(i % PIECES));
      }
      SessionDesk.await("waste", () -> leecher.view(torrent).wastedBytes() == 1000 * PIECE_BYTES);
      assertThat(leecher.view(torrent).peers()).hasSize(1);
      peer.send(piece(0));

      peer.awaitHangUp();
      SessionDesk seeder = start("seeder");
      seeder.seed(TORRENT);
      leecher.session.remove(torrent);
      leecher.await(TorrentEvent.Removed.class);
      leecher.fetch(TORRENT, seeder.address());
      leecher.awaitCompleted();
      leecher.assertHolds(TORRENT);
    }

    private byte[] piece(int piece) {
      ByteBuffer bytes = ByteBuffer.allocate(13 + PIECE_BYTES);
      bytes.putInt(9 + PIECE_BYTES).put((byte) 7).putInt(piece).putInt(0).put(TORRENT.piece(piece));
      return bytes.array();
    }

    @Test
    void asksForNothingThatAPeerDoesNotHave() throws IOException {
      RawPeer peer = greet(leecher);

      peer.send(new Have(17));
      peer.await(PeerMessage.Interested.class);
      peer.send(PeerMessage.UNCHOKE);

      assertThat(peer.await(Request.class).block().pieceIndex()).isEqualTo(17);
    }
  }
}
