package dev.sluice.simulation;

import dev.sluice.actor.Actors;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerLink;
import dev.sluice.swarm.peer.PeerTerms;
import dev.sluice.transport.Allowance;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageDecoder;
import dev.sluice.wire.MessageEncoder;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection: stands in for reader, writer and socket, and speaks encoded bytes with
 * the other end.
 */
final class ConnectionEnd
    implements PeerLink, IncomingPeer, Pipe.Source, Pipe.Target, SimulatedOutbox.Owner {
  private static final long MAX_NOTICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Network network;
  private final Place place;
  private final PeerAddress remote;
  private final SimulatedOutbox outbox;
  private final ByteBuffer greeting = ByteBuffer.allocate(Handshake.BYTES);
  private @Nullable Pipe pipe;
  private @Nullable PeerTerms terms;
  private @Nullable MessageDecoder decoder;
  private boolean called = true;
  private boolean handedOver;
  private final ArrayDeque<Runnable> unread = new ArrayDeque<>();
  private Allowance downloadLimit = new Allowance();
  private boolean heldBack;
  private boolean closed;

  ConnectionEnd(Network network, Place place, PeerAddress remote) {
    this.network = network;
    this.place = place;
    this.remote = remote;
    this.outbox = new SimulatedOutbox(network.time(), place, this);
  }

  void connectTo(Pipe outgoing) {
    this.pipe = outgoing;
  }

  private Pipe pipe() {
    return Objects.requireNonNull(pipe);
  }

  @Override
  public void onFilled() {
    if (!closed) {
      pipe().wake();
    }
  }

  /** Speaks first. */
  void greet(PeerTerms own) {
    called = false;
    terms = own;
    if (closed) {
      report(closedEvent(own, PeerEvent.Cause.REMOTE, "given up"));
      return;
    }
    sayHandshake(own);
  }

  private void sayHandshake(PeerTerms own) {
    ByteBuffer bytes = ByteBuffer.allocate(Handshake.BYTES);
    own.handshake().encode(bytes);
    outbox.greet(bytes.flip());
    outbox.keepAlive();
  }

  @Override
  public PeerAddress address() {
    return remote;
  }

  @Override
  public Actors.Task accept(PeerTerms own) {
    terms = own;
    if (closed) {
      report(closedEvent(own, PeerEvent.Cause.REMOTE, "hung up"));
      return () -> {};
    }
    sayHandshake(own);
    network.time().after(0, this::greeted);
    return this::cancel;
  }

  @Override
  public void refuse() {
    end(PeerEvent.Cause.LOCAL, "refused");
  }

  void cancel() {
    end(PeerEvent.Cause.REMOTE, "given up");
  }

  @Override
  public void close() {
    end(PeerEvent.Cause.LOCAL, "closed by us");
  }

  @Override
  public void end() {
    end(PeerEvent.Cause.REMOTE, "finished");
  }

  private void end(PeerEvent.Cause cause, @Nullable String detail) {
    if (closed) {
      return;
    }
    closed = true;
    downloadLimit.close();
    outbox.close();
    pipe().finish();
    if (decoder != null) {
      decoder.close();
    }
    if (terms != null) {
      report(closedEvent(terms, cause, detail));
    }
  }

  private PeerEvent closedEvent(PeerTerms own, PeerEvent.Cause cause, @Nullable String detail) {
    return new PeerEvent.Closed(own.peer(), cause, remote + ": " + detail);
  }

  /** The end is told by a thread of its own, which may take a while to notice. */
  private void report(PeerEvent event) {
    PeerTerms own = Objects.requireNonNull(terms);
    long delayNanos = network.random().nextLong(MAX_NOTICE_NANOS);
    network.time().after(delayNanos, () -> Posting.post(own.events(), event));
  }

  @Override
  public void arrive(ByteBuffer bytes, Runnable taken) {
    int length = bytes.remaining();
    unread.add(() -> {
      taken.run();
      read(bytes);
      pay(length);
    });
    readOn();
  }

  private void readOn() {
    while (!heldBack && !unread.isEmpty()) {
      unread.remove().run();
    }
  }

  /** What was read is paid for before more is, as the engine's own reader does it. */
  private void pay(int bytes) {
    long waitNanos = closed ? 0 : downloadLimit.tryPay(bytes);
    heldBack = waitNanos > 0;
    if (heldBack) {
      network
          .time()
          .after(
              waitNanos,
              () -> {
                pay(bytes);
                readOn();
              });
    }
  }

  private void read(ByteBuffer bytes) {
    if (closed) {
      return;
    }
    network.trace().add(place.address() + "<" + remote, bytes);
    while (greeting.hasRemaining() && bytes.hasRemaining()) {
      greeting.put(bytes.get());
    }
    if (decoder == null) {
      greeted();
    }
    decode(bytes);
  }

  /** Goes on with the handshake as far as the bytes that are there allow. */
  private void greeted() {
    if (closed || decoder != null) {
      return;
    }
    try {
      if (called && !handedOver && greeting.position() >= Handshake.Opening.BYTES) {
        handedOver = true;
        place.onCall(Handshake.Opening.decode(greeting.duplicate().flip()), this);
      }
      if (terms != null && !greeting.hasRemaining()) {
        open(terms, Handshake.decode(greeting.duplicate().flip()));
      }
    } catch (WireException e) {
      end(PeerEvent.Cause.VIOLATION, e.getMessage());
    }
  }

  private void open(PeerTerms own, Handshake theirs) {
    if (!theirs.infoHash().equals(own.handshake().infoHash())) {
      end(PeerEvent.Cause.WRONG_HANDSHAKE, "answered for torrent " + theirs.infoHash());
      return;
    }
    decoder = new MessageDecoder(own.limits(), place.blocks());
    downloadLimit = new Allowance(own.rates().down(), place.rates().down());
    outbox.limit(new Allowance(own.rates().up(), place.rates().up()));
    Posting.post(own.events(), new PeerEvent.Opened(own.peer(), this, theirs));
  }

  private void decode(ByteBuffer bytes) {
    if (decoder == null || terms == null) {
      if (bytes.hasRemaining()) {
        throw new AssertionError("a peer spoke before it was answered: " + remote);
      }
      return;
    }
    try {
      PeerMessage message = decoder.decode(bytes);
      while (message != null) {
        deliver(terms, message);
        message = closed ? null : decoder.decode(bytes);
      }
    } catch (WireException e) {
      end(PeerEvent.Cause.VIOLATION, e.getMessage());
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a simulation", e);
    }
  }

  private void deliver(PeerTerms own, PeerMessage message) {
    if (!Posting.post(own.events(), new PeerEvent.Received(own.peer(), message))) {
      if (message instanceof PeerMessage.Piece piece) {
        piece.data().release();
      }
      end(PeerEvent.Cause.REMOTE, "the torrent is gone");
    }
  }

  @Override
  public boolean send(PeerMessage message) {
    ByteBuffer bytes = ByteBuffer.allocate(MessageEncoder.encodedLength(message));
    MessageEncoder.encode(message, bytes);
    return outbox.offer(bytes.flip());
  }

  @Override
  public int unsentMessages() {
    return outbox.messages();
  }

  @Override
  public boolean sendBlock(BlockRef block) {
    return outbox.offer(block, Objects.requireNonNull(terms).blocks());
  }

  @Override
  public boolean cancelBlock(BlockRef block) {
    return outbox.cancel(block);
  }

  @Override
  public List<BlockRef> cancelBlocks() {
    return outbox.cancelBlocks();
  }

  @Override
  public boolean isHeldBack() {
    return heldBack;
  }

  @Override
  public boolean isSendingHeldBack() {
    return outbox.isHeldBack();
  }

  @Override
  public @Nullable ByteBuffer next() {
    return outbox.next();
  }

  @Override
  public void onLeft() {
    outbox.onLeft();
  }

  @Override
  public void onBlockLeft(int payloadBytes) {
    PeerTerms own = Objects.requireNonNull(terms);
    Posting.post(own.events(), new PeerEvent.Sent(own.peer(), payloadBytes));
  }

  @Override
  public void onUnreadable(IOException failure) {
    end(PeerEvent.Cause.REMOTE, failure.getMessage());
  }
}
