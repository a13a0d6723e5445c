package dev.sluice.transport.utp;

import dev.sluice.actor.Mailbox;
import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection over uTP as the peer's reader and writer see it. They meet the actor, which owns the
 * {@link UtpFlow}, at two buffers, and tell it when there is something to be done; they never wait
 * for anything but bytes and room.
 */
final class UtpConnection implements Connection {
  /** What the writer may be ahead of the network. */
  static final int OUTBOUND_BYTES = 256 * 1024;

  private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

  private final PeerAddress remote;
  private final Mailbox<UtpMessage> actor;
  private final StreamBuffer inbound;
  private final StreamBuffer outbound = new StreamBuffer(OUTBOUND_BYTES);

  /** Whether the actor knows that there is something to be done, and has not looked yet. */
  private final AtomicBoolean stirred = new AtomicBoolean();

  /**
   * Makes an end for the peer's threads.
   *
   * @param windowBytes what may come that nobody has read
   */
  UtpConnection(PeerAddress remote, Mailbox<UtpMessage> actor, int windowBytes) {
    this.remote = remote;
    this.actor = actor;
    this.inbound = new StreamBuffer(windowBytes);
  }

  StreamBuffer inbound() {
    return inbound;
  }

  StreamBuffer outbound() {
    return outbound;
  }

  @Override
  public PeerAddress remote() {
    return remote;
  }

  @Override
  public Carrier carrier() {
    return Carrier.UTP;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return (int) read(target, NO_ROOM);
  }

  /** When what was nearly full is no more, the other side has to hear of it. */
  @Override
  public long read(ByteBuffer first, ByteBuffer second) throws IOException {
    int count = inbound.takeSome(first, second);
    int after = inbound.size();
    int half = inbound.capacity() / 2;
    if (after <= half && after + count > half) {
      stir();
    }
    return count;
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      outbound.putSome(source);
      stir();
    }
  }

  private void stir() {
    if (stirred.compareAndSet(false, true)) {
      boolean unused = actor.command(new UtpMessage.Stirred(this)); // a gone actor has failed us
    }
  }

  /** The actor looks: whatever is done from now on is to be told again. */
  void look() {
    stirred.set(false);
  }

  /** What was written still goes; nothing is read, or taken, any more. */
  @Override
  public void close() {
    outbound.end();
    inbound.fail("closed by us");
    boolean unused = actor.command(new UtpMessage.Closed(this)); // a gone actor has nothing to do
  }

  @Override
  public String toString() {
    return "utp " + remote;
  }
}
