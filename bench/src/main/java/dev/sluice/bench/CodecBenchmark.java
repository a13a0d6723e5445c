package dev.sluice.bench;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.storage.BlockBuffers;
import dev.sluice.wire.MessageDecoder;
import dev.sluice.wire.MessageEncoder;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.WireException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Messages between bytes and records, sixteen at a time as they come out of one read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
  private static final int BATCH = 16;
  private static final PieceGeometry GEOMETRY = new PieceGeometry(1L << 30, 1 << 20);

  private final MessageDecoder decoder =
      new MessageDecoder(
          MessageLimits.of(GEOMETRY), new BlockBuffers(2 * BATCH * BlockRef.MAX_BYTES));
  private final ByteBuffer requests = ByteBuffer.allocateDirect(BATCH * 17);
  private final ByteBuffer pieces =
      ByteBuffer.allocateDirect(BATCH * (MessageEncoder.PIECE_HEADER_BYTES + BlockRef.MAX_BYTES));
  private final ByteBuffer target = ByteBuffer.allocateDirect(BATCH * 17);
  private final PeerMessage[] messages = new PeerMessage[BATCH];

  /** Encodes what is decoded. */
  @Setup
  public void encode() {
    for (int i = 0; i < BATCH; i++) {
      BlockRef block = GEOMETRY.block(7, i);
      messages[i] = new PeerMessage.Request(block);
      MessageEncoder.encode(messages[i], requests);
      MessageEncoder.pieceHeader(block, pieces);
      pieces.position(pieces.position() + block.length());
    }
  }

  /** Requests, as a seeder hears them. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int decodeRequests() throws WireException, InterruptedException {
    return decodeAll(requests);
  }

  /** Pieces, as a leecher hears them: the payload is copied into a leased buffer. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int decodePieces() throws WireException, InterruptedException {
    return decodeAll(pieces);
  }

  private int decodeAll(ByteBuffer input) throws WireException, InterruptedException {
    int count = 0;
    input.flip();
    for (PeerMessage message = decoder.decode(input);
        message != null;
        message = decoder.decode(input)) {
      if (message instanceof PeerMessage.Piece piece) {
        piece.data().release();
      }
      count++;
    }
    return count;
  }

  /** Requests, as a leecher says them. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public ByteBuffer encodeRequests() {
    target.clear();
    for (PeerMessage message : messages) {
      MessageEncoder.encode(message, target);
    }
    return target;
  }
}
