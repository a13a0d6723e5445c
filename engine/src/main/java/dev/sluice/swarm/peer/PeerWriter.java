package dev.sluice.swarm.peer;

import dev.sluice.model.BlockRef;
import dev.sluice.transport.Allowance;
import dev.sluice.transport.Connection;
import dev.sluice.wire.MessageEncoder;
import dev.sluice.wire.PeerMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The writing half of a connection: drains the outbox, reads blocks from disk right behind their
 * headers, and lets all that waited leave with one write.
 *
 * <p>Blocks are read only when the socket has taken those before, so a slow reader never holds the
 * disk. Owned by the connection's writer thread.
 */
final class PeerWriter {
  /** Blocks that leave with one write; measured as the point where more gains nothing. */
  static final int MAX_BLOCKS_PER_WRITE = 16;

  static final int BLOCK_MESSAGE_BYTES = MessageEncoder.PIECE_HEADER_BYTES + BlockRef.MAX_BYTES;

  /** Size of the pool's buffers. */
  static final int LARGE_BYTES = MAX_BLOCKS_PER_WRITE * BLOCK_MESSAGE_BYTES;

  private static final int SMALL_BYTES = 1024;

  /** How long a message may have to wait for a block that waits for its budget. */
  private static final long MESSAGE_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Connection connection;
  private final Outbox outbox;
  private final PeerTerms terms;
  private final BufferPool largeBuffers;
  private final Allowance uploadLimit;
  private final List<PeerMessage> messages = new ArrayList<>();
  private final List<BlockRef> blocks = new ArrayList<>();
  private ByteBuffer small = ByteBuffer.allocateDirect(SMALL_BYTES);
  private volatile boolean heldBack;

  PeerWriter(
      Connection connection,
      Outbox outbox,
      PeerTerms terms,
      BufferPool largeBuffers,
      Allowance uploadLimit) {
    this.connection = connection;
    this.outbox = outbox;
    this.terms = terms;
    this.largeBuffers = largeBuffers;
    this.uploadLimit = uploadLimit;
  }

  /** Writes until the outbox is closed. */
  void run() throws IOException, InterruptedException {
    try (uploadLimit) {
      writeAll();
    }
  }

  /** Returns whether blocks wait for the upload limit. Any thread may ask. */
  boolean isHeldBack() {
    return heldBack;
  }

  private void writeAll() throws IOException, InterruptedException {
    while (outbox.take(messages, blocks, blocksPerWrite(), Outbox.KEEP_ALIVE_NANOS)) {
      if (messages.isEmpty() && blocks.isEmpty()) {
        messages.add(PeerMessage.KEEP_ALIVE);
      }
      writeMessages();
      if (!blocks.isEmpty() && awaitBudget()) {
        writeBlocks();
      }
      blocks.clear();
    }
  }

  /**
   * Under a limit blocks leave one by one: of sixteen that wait for their budget together the peer
   * would see none before the last is due.
   */
  private int blocksPerWrite() {
    return uploadLimit.isLimited() ? 1 : MAX_BLOCKS_PER_WRITE;
  }

  /**
   * Waits until the blocks may leave. Messages go on meanwhile: a limit on what we give must not
   * keep us from asking.
   *
   * @return false if the outbox was closed in the meantime
   */
  private boolean awaitBudget() throws IOException, InterruptedException {
    int payloadBytes = 0;
    for (BlockRef block : blocks) {
      payloadBytes += block.length();
    }
    heldBack = uploadLimit.tryPay(payloadBytes) > 0;
    while (heldBack && !uploadLimit.pay(payloadBytes, MESSAGE_DELAY_NANOS)) {
      if (!outbox.take(messages, blocks, blocks.size(), 0)) {
        return false;
      }
      writeMessages();
    }
    heldBack = false;
    return true;
  }

  private void writeMessages() throws IOException {
    small.clear();
    for (PeerMessage message : messages) {
      int length = MessageEncoder.encodedLength(message);
      if (length > small.remaining()) {
        flush(small);
        growTo(length);
      }
      MessageEncoder.encode(message, small);
    }
    flush(small);
    messages.clear();
  }

  private void growTo(int length) {
    if (length > small.capacity()) {
      small = ByteBuffer.allocateDirect(length);
    }
  }

  private void flush(ByteBuffer buffer) throws IOException {
    connection.write(buffer.flip());
    buffer.clear();
  }

  private void writeBlocks() throws IOException, InterruptedException {
    ByteBuffer large = largeBuffers.tryLease();
    try {
      growTo(large == null ? BLOCK_MESSAGE_BYTES : 0);
      writeBlocks(large == null ? small : large);
    } finally {
      if (large != null) {
        largeBuffers.release(large);
      }
    }
  }

  private void writeBlocks(ByteBuffer buffer) throws IOException, InterruptedException {
    buffer.clear();
    int payloadBytes = 0;
    for (BlockRef block : blocks) {
      if (buffer.remaining() < MessageEncoder.PIECE_HEADER_BYTES + block.length()) {
        flush(buffer);
      }
      MessageEncoder.pieceHeader(block, buffer);
      terms.blocks().read(block, buffer);
      payloadBytes += block.length();
    }
    flush(buffer);
    terms.events().post(new PeerEvent.Sent(terms.peer(), payloadBytes));
  }
}
