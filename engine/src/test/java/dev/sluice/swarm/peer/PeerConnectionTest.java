package dev.sluice.swarm.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Sink;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.model.BlockRef;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerId;
import dev.sluice.model.PieceGeometry;
import dev.sluice.storage.BlockBuffers;
import dev.sluice.transport.Allowance;
import dev.sluice.transport.RateLimiters;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageEncoder;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.PeerMessage.Have;
import dev.sluice.wire.ReservedBits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection with its reader and its writer, without a network. */
@Timeout(30)
class PeerConnectionTest {
  private static final int BLOCK = BlockRef.MAX_BYTES;
  private static final PieceGeometry GEOMETRY = new PieceGeometry(100L * BLOCK, BLOCK);
  private static final InfoHash INFO_HASH = InfoHash.of(new byte[20]);
  private static final PeerKey KEY = new PeerKey(3);
  private static final Handshake OURS = handshake(INFO_HASH, 1);
  private static final Handshake THEIRS = handshake(INFO_HASH, 2);

  private final ThreadedActors actors = ThreadedActors.pooled(MonotonicClock.SYSTEM);
  private final PipeConnection pipe = new PipeConnection();
  private final BlockingQueue<PeerEvent> events = new LinkedBlockingQueue<>();
  private final AtomicBoolean torrentIsGone = new AtomicBoolean();
  private final BlockBuffers buffers = new BlockBuffers(4 * BLOCK);
  private final RateLimiters rates = RateLimiters.unlimited(() -> 0);

  @AfterEach
  void nothingIsLeft() {
    actors.close();
    assertThat(buffers.leased()).isZero();
  }

  private static Handshake handshake(InfoHash infoHash, long seed) {
    return new Handshake(ReservedBits.SUPPORTED, infoHash, PeerId.random(new Random(seed)));
  }

  private static byte[] encoded(PeerMessage message) {
    ByteBuffer buffer = ByteBuffer.allocate(MessageEncoder.encodedLength(message));
    MessageEncoder.encode(message, buffer);
    return buffer.array();
  }

  /** Runs a connection that we dialled and that was answered with a handshake. */
  private void dial(Handshake theirs) {
    PeerTerms terms =
        new PeerTerms(
            KEY,
            OURS,
            MessageLimits.of(GEOMETRY),
            PeerConnectionTest::readBlocks,
            rates,
            new Torrent());
    BufferPool pool = new BufferPool(PeerWriter.BATCH_BYTES, 1);
    Outbox outbox = new Outbox();
    PeerConnection connection =
        new PeerConnection(
            actors,
            pipe,
            terms,
            new PeerReader(pipe, terms, buffers, pool, new Allowance(rates.down())),
            outbox,
            new PeerWriter(pipe, outbox, terms, pool, new Allowance(rates.up())));
    actors.run("peer-read", () -> connection.runDialled(theirs));
  }

  /** Every byte of a piece is the piece's index; piece 13 cannot be read. */
  private static void readBlocks(List<BlockRef> blocks, ByteBuffer target) throws IOException {
    for (BlockRef block : blocks) {
      if (block.pieceIndex() == 13) {
        throw new IOException("a disk that fails, as the test wants it");
      }
      byte[] bytes = new byte[block.length()];
      Arrays.fill(bytes, (byte) block.pieceIndex());
      target.put(bytes);
    }
  }

  private <E extends PeerEvent> E await(Class<E> kind) throws InterruptedException {
    PeerEvent event = events.take();
    assertThat(event).isInstanceOf(kind);
    return kind.cast(event);
  }

  private PeerLink open() throws InterruptedException {
    dial(THEIRS);
    PeerEvent.Opened opened = await(PeerEvent.Opened.class);
    assertThat(opened.handshake()).isEqualTo(THEIRS);
    return opened.link();
  }

  @Test
  void endsWhenThePeerSpeaksOfAnotherTorrent() throws InterruptedException {
    byte[] other = new byte[20];
    other[0] = 1;

    dial(handshake(InfoHash.of(other), 2));

    PeerEvent.Closed closed = await(PeerEvent.Closed.class);
    assertThat(closed.cause()).isEqualTo(PeerEvent.Cause.WRONG_HANDSHAKE);
    assertThat(pipe.isClosed()).isTrue();
  }

  /** A byte a second, and the clock stands still: the limit never lets anybody read again. */
  @Test
  void deliversWhatItHasReadBeforeItWaitsForTheDownloadLimit() throws InterruptedException {
    PeerLink link = open();
    rates.down().rate(1);

    pipe.say(encoded(new Have(1)));
    assertThat(await(PeerEvent.Received.class).message()).isEqualTo(new Have(1));
    pipe.say(encoded(new Have(2)));
    assertThat(await(PeerEvent.Received.class).message()).isEqualTo(new Have(2));

    while (!link.isHeldBack()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void tellsEveryMessageInItsOrderAndThenTheEnd() throws InterruptedException {
    open();

    pipe.say(encoded(PeerMessage.UNCHOKE));
    pipe.say(encoded(new Have(5)));
    pipe.finish();

    assertThat(await(PeerEvent.Received.class).message()).isEqualTo(PeerMessage.UNCHOKE);
    assertThat(await(PeerEvent.Received.class).message()).isEqualTo(new Have(5));
    assertThat(await(PeerEvent.Closed.class).cause()).isEqualTo(PeerEvent.Cause.REMOTE);
  }

  @Test
  void endsAtAMessageThatBreaksTheProtocol() throws InterruptedException {
    open();

    pipe.say(encoded(new Have(100)));

    assertThat(await(PeerEvent.Closed.class).cause()).isEqualTo(PeerEvent.Cause.VIOLATION);
    assertThat(pipe.isClosed()).isTrue();
  }

  @Test
  void givesTheBufferOfAHalfReadPieceBack() throws InterruptedException {
    open();

    pipe.say(ByteBuffer.allocate(14).putInt(9 + BLOCK).put((byte) 7).put(13, (byte) 1).array());
    pipe.finish();

    await(PeerEvent.Closed.class);
    assertThat(buffers.leased()).isZero();
  }

  @Test
  void givesTheBufferOfAPieceBackThatNobodyTakes() throws InterruptedException {
    open();
    torrentIsGone.set(true);

    pipe.say(ByteBuffer.allocate(13 + BLOCK).putInt(9 + BLOCK).put((byte) 7).clear().array());

    while (!pipe.isClosed()) {
      Thread.onSpinWait();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void writesMessagesAndBlocksAndTellsWhatHasLeft() throws InterruptedException {
    PeerLink link = open();
    assertThat(link.send(new Have(1))).isTrue();
    byte[] have = encoded(new Have(1));
    pipe.awaitWritten(have.length);

    link.sendBlock(new BlockRef(2, 0, 3));

    assertThat(await(PeerEvent.Sent.class).payloadBytes()).isEqualTo(3);
    assertThat(pipe.awaitWritten(have.length + 16))
        .startsWith(have)
        .endsWith(0, 0, 0, 12, 7, 0, 0, 0, 2, 0, 0, 0, 0, 2, 2, 2);
    link.close();
    await(PeerEvent.Closed.class);
  }

  @Test
  void putsEveryBlockBehindItsHeaderHoweverManyLeaveTogether() throws Exception {
    PeerLink link = open();
    ByteBuffer expected = ByteBuffer.allocate(100 * BLOCK);
    for (int piece = 20; piece < 60; piece++) {
      BlockRef block = new BlockRef(piece, 0, piece % 3 == 0 ? BLOCK : piece);
      assertThat(link.sendBlock(block)).isTrue();
      MessageEncoder.pieceHeader(block, expected);
      readBlocks(List.of(block), expected);
    }

    assertThat(pipe.awaitWritten(expected.position()))
        .isEqualTo(Arrays.copyOf(expected.array(), expected.position()));
    link.close();
  }

  @Test
  void sendsMessagesWhileABlockWaitsForTheLimit() throws InterruptedException {
    PeerLink link = open();
    rates.up().rate(1);
    link.sendBlock(new BlockRef(2, 0, BLOCK));
    await(PeerEvent.Sent.class);
    link.sendBlock(new BlockRef(3, 0, BLOCK));

    link.send(new Have(1));

    int bytes = 13 + BLOCK + encoded(new Have(1)).length;
    assertThat(pipe.awaitWritten(bytes)).endsWith(encoded(new Have(1)));
    link.close();
    assertThat(await(PeerEvent.Closed.class).cause()).isEqualTo(PeerEvent.Cause.LOCAL);
  }

  @Test
  void endsWhenABlockCannotBeRead() throws InterruptedException {
    PeerLink link = open();

    link.sendBlock(new BlockRef(13, 0, BLOCK));

    await(PeerEvent.Closed.class);
    assertThat(pipe.isClosed()).isTrue();
    assertThat(link.send(new Have(1))).isFalse();
  }

  @Test
  void saysThatWeEndedItWhenWeDid() throws InterruptedException {
    PeerLink link = open();

    link.close();
    link.close();

    assertThat(await(PeerEvent.Closed.class).cause()).isEqualTo(PeerEvent.Cause.LOCAL);
    assertThat(link.sendBlock(new BlockRef(1, 0, BLOCK))).isFalse();
    actors.close();
    assertThat(events).isEmpty();
  }

  /** Takes events until it is gone. */
  private final class Torrent implements Sink<PeerEvent> {
    @Override
    public boolean post(PeerEvent event) {
      return !torrentIsGone.get() && events.add(event);
    }

    @Override
    public boolean offer(PeerEvent event) {
      return post(event);
    }
  }
}
