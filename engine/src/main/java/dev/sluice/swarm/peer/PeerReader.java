package dev.sluice.swarm.peer;

import dev.sluice.model.BlockBufferSource;
import dev.sluice.transport.Allowance;
import dev.sluice.transport.Connection;
import dev.sluice.wire.MessageDecoder;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The reading half of a connection: bytes in, events out.
 *
 * <p>It waits in three places, each of which slows the peer down through TCP: for a free block
 * buffer, for room in the torrent's mailbox, and for the download limit. The limit is paid once
 * what was read has been delivered, and under a limit little is read at a time: else what a peer
 * sent long ago would look as if it were still to come. Owned by the connection's reader thread.
 */
final class PeerReader {
  private final Connection connection;
  private final PeerTerms terms;
  private final Allowance downloadLimit;
  private final MessageDecoder decoder;
  private final ReceiveBuffer buffer;
  private volatile boolean heldBack;

  PeerReader(
      Connection connection,
      PeerTerms terms,
      BlockBufferSource blockBuffers,
      BufferPool largeBuffers,
      Allowance downloadLimit) {
    this.connection = connection;
    this.terms = terms;
    this.downloadLimit = downloadLimit;
    this.decoder = new MessageDecoder(terms.limits(), blockBuffers);
    this.buffer = new ReceiveBuffer(largeBuffers);
  }

  /** Reads until the peer has finished or the torrent is gone. */
  void run() throws IOException, WireException, InterruptedException {
    try {
      long bytesRead = 0;
      do {
        ByteBuffer input = buffer.next(downloadLimit.isLimited() ? 0 : bytesRead);
        bytesRead = readInto(input);
        input.flip();
        if (!deliver(input)) {
          return;
        }
        pay((int) Math.max(0, bytesRead));
      } while (bytesRead >= 0);
    } finally {
      downloadLimit.close();
      decoder.close();
      buffer.release();
    }
  }

  /** Returns whether the download limit keeps the peer from being read. Any thread may ask. */
  boolean isHeldBack() {
    return heldBack;
  }

  private void pay(int bytes) throws InterruptedException {
    if (downloadLimit.tryPay(bytes) > 0) {
      heldBack = true;
      boolean unused = downloadLimit.pay(bytes, Long.MAX_VALUE); // nobody waits that long in vain
      heldBack = false;
    }
  }

  private long readInto(ByteBuffer input) throws IOException {
    ByteBuffer payload = decoder.payloadInProgress();
    return payload == null ? connection.read(input) : connection.read(payload, input);
  }

  /** Hands every whole message on; returns false when the torrent takes no more. */
  private boolean deliver(ByteBuffer input) throws WireException, InterruptedException {
    for (PeerMessage message = decoder.decode(input);
        message != null;
        message = decoder.decode(input)) {
      if (!post(message)) {
        return false;
      }
    }
    return true;
  }

  private boolean post(PeerMessage message) throws InterruptedException {
    boolean taken = false;
    try {
      taken = terms.events().post(new PeerEvent.Received(terms.peer(), message));
      return taken;
    } finally {
      if (!taken && message instanceof PeerMessage.Piece piece) {
        piece.data().release();
      }
    }
  }
}
