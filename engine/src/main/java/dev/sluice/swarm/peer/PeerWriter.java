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
 * The writing half of a connection: drains the outbox, reads up to sixteen blocks at once from
 * disk, and lets them leave with one write.
 *
 * <p>Blocks are read only when the socket has taken those before, so a slow reader never holds the
 * disk. Their buffer is lent for one write; when all are lent to others, blocks leave one by one
 * from memory that is forgotten afterwards. So an idle connection holds no buffer at all. Owned by
 * the connection's writer thread.
 */
final class PeerWriter {
  /** Blocks that leave with one write; measured as the point where more gains nothing. */
  static final int MAX_BLOCKS_PER_WRITE = 16;

  static final int BLOCK_MESSAGE_BYTES = MessageEncoder.PIECE_HEADER_BYTES + BlockRef.MAX_BYTES;

  /** Size of the pool's buffers. */
  static final int BATCH_BYTES = MAX_BLOCKS_PER_WRITE * BLOCK_MESSAGE_BYTES;

  /** Messages of so many bytes leave together; more of them in memory at once gain nothing. */
  private static final int ENOUGH_MESSAGE_BYTES = 16 * 1024;

  /** How long a message may have to wait for a block that waits for its budget. */
  private static final long MESSAGE_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Connection connection;
  private final Outbox outbox;
  private final PeerTerms terms;
  private final BufferPool sendBuffers;
  private final Allowance uploadLimit;
  private final List<PeerMessage> messages = new ArrayList<>();
  private final List<BlockRef> blocks = new ArrayList<>();
  private volatile boolean heldBack;

  PeerWriter(
      Connection connection,
      Outbox outbox,
      PeerTerms terms,
      BufferPool sendBuffers,
      Allowance uploadLimit) {
    this.connection = connection;
    this.outbox = outbox;
    this.terms = terms;
    this.sendBuffers = sendBuffers;
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
    int next = 0;
    while (next < messages.size()) {
      int end = next;
      int bytes = 0;
      do {
        bytes += MessageEncoder.encodedLength(messages.get(end));
        end++;
      } while (end < messages.size() && bytes < ENOUGH_MESSAGE_BYTES);
      writeMessages(next, end, bytes);
      next = end;
    }
    messages.clear();
  }

  private void writeMessages(int first, int end, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    for (int i = first; i < end; i++) {
      MessageEncoder.encode(messages.get(i), buffer);
    }
    connection.write(buffer.flip());
  }

  private void writeBlocks() throws IOException, InterruptedException {
    ByteBuffer lent = sendBuffers.tryLease();
    try {
      writeBlocks(lent == null ? ByteBuffer.allocate(BLOCK_MESSAGE_BYTES) : lent);
    } finally {
      if (lent != null) {
        sendBuffers.release(lent);
      }
    }
  }

  private void writeBlocks(ByteBuffer buffer) throws IOException, InterruptedException {
    int payloadBytes = 0;
    int next = 0;
    while (next < blocks.size()) {
      int end = endOfBatch(next, buffer.capacity());
      List<BlockRef> batch = blocks.subList(next, end);
      payloadBytes += read(batch, buffer);
      connection.write(buffer);
      next = end;
    }
    terms.events().post(new PeerEvent.Sent(terms.peer(), payloadBytes));
  }

  /** Returns the end of the blocks that fit into {@code capacity} bytes; the first always does. */
  private int endOfBatch(int first, int capacity) {
    int end = first;
    int bytes = 0;
    while (end < blocks.size()) {
      bytes += MessageEncoder.PIECE_HEADER_BYTES + blocks.get(end).length();
      if (bytes > capacity) {
        break;
      }
      end++;
    }
    return end;
  }

  /**
   * Leaves the messages of the batch in the buffer. All payloads are read at once, behind as much
   * room as the headers need; then each moves to the front until it stands behind its own.
   *
   * @return the bytes of the payloads
   */
  private int read(List<BlockRef> batch, ByteBuffer buffer)
      throws IOException, InterruptedException {
    int headerBytes = batch.size() * MessageEncoder.PIECE_HEADER_BYTES;
    terms.blocks().read(batch, buffer.clear().position(headerBytes));
    int payloadBytes = buffer.position() - headerBytes;
    ByteBuffer payloads = buffer.duplicate().position(headerBytes);
    buffer.clear();
    for (BlockRef block : batch) {
      MessageEncoder.pieceHeader(block, buffer);
      buffer.put(payloads.limit(payloads.position() + block.length()));
    }
    buffer.flip();
    return payloadBytes;
  }
}
