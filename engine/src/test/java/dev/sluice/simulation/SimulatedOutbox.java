package dev.sluice.simulation;

import dev.sluice.model.BlockRef;
import dev.sluice.swarm.peer.BlockReader;
import dev.sluice.transport.Allowance;
import dev.sluice.wire.MessageEncoder;
import dev.sluice.wire.PeerMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one peer, with the limits of the engine's own: messages go before
 * blocks, and a block is read when the line has taken the one before.
 */
final class SimulatedOutbox {
  private static final int MAX_MESSAGES = 4096;
  private static final int MAX_BLOCKS = 512;
  private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(100);

  private final VirtualTime time;
  private final Place place;
  private final Owner owner;
  private final ArrayDeque<ByteBuffer> messages = new ArrayDeque<>();
  private final ArrayDeque<BlockRef> blocks = new ArrayDeque<>();
  private @Nullable BlockReader reader;
  private @Nullable ByteBuffer readBlock;
  private boolean reading;
  private int leavingPayloadBytes;
  private long sentNanos;
  private Allowance limit = new Allowance();
  private boolean heldBack;
  private boolean closed;

  SimulatedOutbox(VirtualTime time, Place place, Owner owner) {
    this.time = time;
    this.place = place;
    this.owner = owner;
  }

  /** Whose outbox it is. */
  interface Owner {
    /** There is something to send. */
    void onFilled();

    void onBlockLeft(int payloadBytes);

    void onUnreadable(IOException failure);
  }

  /** Blocks, but not messages, are subject to {@code uploadLimit} from now on. */
  void limit(Allowance uploadLimit) {
    limit = uploadLimit;
  }

  boolean isHeldBack() {
    return heldBack;
  }

  void greet(ByteBuffer handshake) {
    messages.addFirst(handshake);
    owner.onFilled();
  }

  boolean offer(ByteBuffer message) {
    if (closed || messages.size() >= MAX_MESSAGES) {
      return false;
    }
    messages.add(message);
    owner.onFilled();
    return true;
  }

  int messages() {
    return messages.size();
  }

  boolean offer(BlockRef block, BlockReader from) {
    if (closed || blocks.size() >= MAX_BLOCKS) {
      return false;
    }
    reader = from;
    blocks.add(block);
    owner.onFilled();
    return true;
  }

  boolean cancel(BlockRef block) {
    return blocks.remove(block);
  }

  List<BlockRef> cancelBlocks() {
    List<BlockRef> cancelled = List.copyOf(blocks);
    blocks.clear();
    return cancelled;
  }

  void close() {
    closed = true;
    limit.close();
    messages.clear();
    blocks.clear();
    readBlock = null;
  }

  /** Says now and then that we live, as long as nothing else is said. */
  void keepAlive() {
    sentNanos = time.elapsedNanos();
    time.after(KEEP_ALIVE_NANOS, this::lookForSilence);
  }

  private void lookForSilence() {
    if (closed) {
      return;
    }
    long silence = time.elapsedNanos() - sentNanos;
    if (silence >= KEEP_ALIVE_NANOS) {
      ByteBuffer bytes = ByteBuffer.allocate(4);
      MessageEncoder.encode(PeerMessage.KEEP_ALIVE, bytes);
      offer(bytes.flip());
      silence = 0;
    }
    time.after(KEEP_ALIVE_NANOS - silence, this::lookForSilence);
  }

  @Nullable ByteBuffer next() {
    sentNanos = time.elapsedNanos();
    if (!messages.isEmpty()) {
      return gathered();
    }
    ByteBuffer block = readBlock;
    if (heldBack) {
      return null;
    }
    readBlock = null;
    if (block != null) {
      leavingPayloadBytes = block.remaining() - MessageEncoder.PIECE_HEADER_BYTES;
      return block;
    }
    readNext();
    return null;
  }

  private ByteBuffer gathered() {
    int bytes = 0;
    for (ByteBuffer message : messages) {
      bytes += message.remaining();
    }
    ByteBuffer all = ByteBuffer.allocate(bytes);
    messages.forEach(all::put);
    messages.clear();
    return all.flip();
  }

  private void readNext() {
    if (reading || blocks.isEmpty() || !place.sendsBlocks()) {
      return;
    }
    reading = true;
    BlockRef block = blocks.remove();
    place.whenDiskIsFree(() -> onRead(block));
  }

  private void onRead(BlockRef block) {
    reading = false;
    if (closed || reader == null) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(MessageEncoder.PIECE_HEADER_BYTES + block.length());
    MessageEncoder.pieceHeader(block, bytes);
    try {
      reader.read(List.of(block), bytes);
    } catch (IOException e) {
      owner.onUnreadable(e);
      return;
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a simulation", e);
    }
    bytes.flip();
    place.beforeSending(bytes.slice(MessageEncoder.PIECE_HEADER_BYTES, block.length()));
    readBlock = bytes;
    pay(block.length());
  }

  private void pay(int payloadBytes) {
    if (closed) {
      return;
    }
    long waitNanos = limit.tryPay(payloadBytes);
    heldBack = waitNanos > 0;
    if (heldBack) {
      time.after(waitNanos, () -> pay(payloadBytes));
    } else {
      owner.onFilled();
    }
  }

  /** What {@link #next} returned has been taken by the line. */
  void onLeft() {
    int payloadBytes = leavingPayloadBytes;
    leavingPayloadBytes = 0;
    if (payloadBytes > 0 && !closed) {
      owner.onBlockLeft(payloadBytes);
    }
  }
}
