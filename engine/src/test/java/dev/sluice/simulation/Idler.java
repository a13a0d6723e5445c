package dev.sluice.simulation;

import dev.sluice.actor.Sink;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.peer.PeerTerms;
import dev.sluice.transport.RateLimiters;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.ReservedBits;

/**
 * A peer of another make that calls, says that it has nothing and is interested, and never asks.
 */
final class Idler implements Place, Sink<PeerEvent> {
  private final PeerAddress address;
  private final Line out;
  private final Line in;
  private final CountedBlocks blocks;
  private final RateLimiters rates;
  private int chances;

  Idler(Swarm swarm, Node seeder, PeerId peerId) {
    this.address = swarm.network().newAddress();
    this.out = new Line(swarm.time(), Line.FAST);
    this.in = new Line(swarm.time(), Line.FAST);
    this.blocks = new CountedBlocks(swarm.freeMemory());
    this.rates = RateLimiters.unlimited(swarm.time());
    PeerTerms terms =
        new PeerTerms(
            new PeerKey(0),
            new Handshake(ReservedBits.SUPPORTED, swarm.torrent().info().infoHash(), peerId),
            MessageLimits.of(swarm.torrent().info().geometry()),
            (block, target) -> {},
            rates,
            this);
    swarm.network().dialerOf(this).dial(seeder.address(), terms);
  }

  /** Returns how often it was unchoked. */
  int chances() {
    return chances;
  }

  @Override
  public boolean post(PeerEvent event) {
    if (event instanceof PeerEvent.Opened opened) {
      opened.link().send(PeerMessage.HAVE_NONE);
      opened.link().send(PeerMessage.INTERESTED);
    } else if (event instanceof PeerEvent.Received(PeerKey key, PeerMessage.Unchoke unchoke)) {
      chances++;
    }
    return true;
  }

  @Override
  public boolean offer(PeerEvent event) {
    return post(event);
  }

  @Override
  public PeerAddress address() {
    return address;
  }

  @Override
  public Line out() {
    return out;
  }

  @Override
  public Line in() {
    return in;
  }

  @Override
  public BlockBufferSource blocks() {
    return blocks;
  }

  @Override
  public RateLimiters rates() {
    return rates;
  }

  @Override
  public void whenDiskIsFree(Runnable work) {
    throw new AssertionError("nobody asks it for anything");
  }

  @Override
  public boolean isCutOff() {
    return false;
  }

  @Override
  public boolean isListening() {
    return false;
  }

  @Override
  public void onCall(Handshake.Opening opening, IncomingPeer caller) {
    caller.refuse();
  }
}
