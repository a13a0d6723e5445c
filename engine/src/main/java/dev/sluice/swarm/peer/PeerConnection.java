package dev.sluice.swarm.peer;

import dev.sluice.actor.Actors;
import dev.sluice.model.BlockRef;
import dev.sluice.model.Carrier;
import dev.sluice.model.PeerId;
import dev.sluice.transport.Connection;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from the handshakes to its end. The thread that runs it is the reader; it starts
 * the writer once the handshakes agree, and reports {@code Closed} as its last act.
 */
final class PeerConnection implements PeerLink {
  private static final Logger LOG = LoggerFactory.getLogger(PeerConnection.class);

  private final Actors actors;
  private final Connection connection;
  private final PeerTerms terms;
  private final PeerReader reader;
  private final Outbox outbox;
  private final PeerWriter writer;
  private volatile boolean closedByUs;

  PeerConnection(
      Actors actors,
      Connection connection,
      PeerTerms terms,
      PeerReader reader,
      Outbox outbox,
      PeerWriter writer) {
    this.actors = actors;
    this.connection = connection;
    this.terms = terms;
    this.reader = reader;
    this.outbox = outbox;
    this.writer = writer;
  }

  /** Serves a connection that we dialled, handshakes being exchanged, until it ends. */
  void runDialled(Handshake theirs) throws InterruptedException {
    run(() -> theirs);
  }

  /** Answers a peer that has said {@code opening}, then serves the connection until it ends. */
  void runIncoming(Handshake.Opening opening) throws InterruptedException {
    run(() -> {
      FirstBytes.say(terms.handshake(), connection);
      return opening.withPeerId(PeerId.readFrom(FirstBytes.await(PeerId.BYTES, connection)));
    });
  }

  private void run(Greeting greeting) throws InterruptedException {
    PeerEvent.Closed closed = closed(PeerEvent.Cause.REMOTE, "finished");
    try {
      closed = greetAndServe(greeting);
    } catch (WireException e) {
      closed = closed(PeerEvent.Cause.VIOLATION, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      closed = closed(PeerEvent.Cause.REMOTE, String.valueOf(e.getMessage()));
    } finally {
      outbox.close();
      connection.close();
      boolean unused = Thread.interrupted(); // who gives up on a peer still waits for this event
      terms.events().post(closed);
    }
  }

  private PeerEvent.Closed greetAndServe(Greeting greeting)
      throws IOException, WireException, InterruptedException {
    Handshake theirs = greeting.exchange();
    if (!theirs.infoHash().equals(terms.handshake().infoHash())) {
      return closed(PeerEvent.Cause.WRONG_HANDSHAKE, "answered for torrent " + theirs.infoHash());
    }
    terms.events().post(new PeerEvent.Opened(terms.peer(), this, theirs));
    actors.run("peer-write " + connection.remote(), this::write);
    reader.run();
    return closed(PeerEvent.Cause.REMOTE, "finished");
  }

  private void write() throws InterruptedException {
    try {
      writer.run();
    } catch (IOException e) {
      // The reader meets the same end and reports it: the connection's, or the one made below when
      // our disk failed, which the torrent hears of from its storage.
      LOG.debug("Writing to {} ended: {}", connection.remote(), e.getMessage());
    } finally {
      outbox.close();
      connection.close();
    }
  }

  private PeerEvent.Closed closed(PeerEvent.Cause cause, String detail) {
    PeerEvent.Cause ended = closedByUs ? PeerEvent.Cause.LOCAL : cause;
    return new PeerEvent.Closed(terms.peer(), ended, connection.remote() + ": " + detail);
  }

  @Override
  public Carrier carrier() {
    return connection.carrier();
  }

  @Override
  public boolean send(PeerMessage message) {
    return outbox.offer(message);
  }

  @Override
  public int unsentMessages() {
    return outbox.messages();
  }

  @Override
  public boolean sendBlock(BlockRef block) {
    return outbox.offer(block);
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
    return reader.isHeldBack();
  }

  @Override
  public boolean isSendingHeldBack() {
    return writer.isHeldBack();
  }

  @Override
  public void close() {
    closedByUs = true;
    outbox.close();
    connection.close();
  }

  /** The part of the handshake that depends on who called. */
  private interface Greeting {
    Handshake exchange() throws IOException, WireException;
  }
}
