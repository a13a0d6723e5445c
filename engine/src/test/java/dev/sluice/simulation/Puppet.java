package dev.sluice.simulation;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.peer.PeerLink;
import dev.sluice.swarm.peer.PeerTerms;
import dev.sluice.testkit.TestTorrent;
import dev.sluice.transport.RateLimiters;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.ReservedBits;
import dev.sluice.wire.extension.ExtensionHandshake;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A seeder of another make: it has everything, takes calls, and has manners of its own. */
final class Puppet implements Place, Sink<PeerEvent> {
  private final Swarm swarm;
  private final PuppetManners manners;
  private final PeerAddress address;
  private final Line out;
  private final Line in;
  private final CountedBlocks blocks;
  private final RateLimiters rates;
  private final Handshake handshake;
  private final Map<PeerKey, Conversation> conversations = new LinkedHashMap<>();
  private final List<Actors.Task> accepted = new ArrayList<>();
  private int nextKey;
  private long sentBytes;
  private boolean silent;

  Puppet(Swarm swarm, PuppetManners manners, PeerId peerId) {
    this.swarm = swarm;
    this.manners = manners;
    this.address = swarm.network().newAddress();
    this.out = new Line(swarm.time(), manners.upBytesPerSecond());
    this.in = new Line(swarm.time(), Line.FAST);
    this.blocks = new CountedBlocks(swarm.freeMemory());
    this.rates = RateLimiters.unlimited(swarm.time());
    ReservedBits reserved = manners.fast() ? ReservedBits.SUPPORTED : ReservedBits.NONE;
    this.handshake = new Handshake(reserved, content().info().infoHash(), peerId);
  }

  private TestTorrent content() {
    return swarm.torrent();
  }

  @Override
  public void onCall(Handshake.Opening opening, IncomingPeer caller) {
    MessageLimits limits = MessageLimits.of(content().info().geometry());
    PeerKey key = new PeerKey(nextKey++);
    accepted.add(caller.accept(new PeerTerms(key, handshake, limits, this::read, rates, this)));
  }

  private void read(List<BlockRef> blocks, ByteBuffer target) {
    blocks.forEach(block -> target.put(content().block(block)));
  }

  @Override
  public boolean post(PeerEvent event) {
    switch (event) {
      case PeerEvent.Opened opened -> {
        Conversation conversation = new Conversation(opened.link());
        conversations.put(opened.peer(), conversation);
        conversation.begin();
      }
      case PeerEvent.Received received -> {
        Conversation conversation = conversations.get(received.peer());
        if (conversation != null) {
          conversation.hear(received.message());
        }
      }
      case PeerEvent.Sent sent -> sentBytes += sent.payloadBytes();
      case PeerEvent.Closed closed -> conversations.remove(closed.peer());
    }
    return true;
  }

  @Override
  public boolean offer(PeerEvent event) {
    return post(event);
  }

  /** With one peer. */
  private final class Conversation {
    private final PeerLink link;
    private boolean choked = true;
    private int requests;
    private boolean interested;
    private final List<BlockRef> promised = new ArrayList<>();

    Conversation(PeerLink link) {
      this.link = link;
    }

    void begin() {
      if (manners.fast()) {
        link.send(PeerMessage.HAVE_ALL);
      } else {
        int pieces = content().info().geometry().pieceCount();
        link.send(new PeerMessage.Bitfield(PieceSet.full(pieces).toBitfield()));
      }
      if (manners.requestQueue() > 0) {
        ExtensionHandshake handshake =
            ExtensionHandshake.builder().requestQueueCount(manners.requestQueue()).build();
        link.send(new PeerMessage.Extended(0, handshake.encode()));
      }
    }

    void hear(PeerMessage message) {
      switch (message) {
        case PeerMessage.Interested() -> {
          interested = true;
          unchoke();
        }
        case PeerMessage.NotInterested() -> interested = false;
        case PeerMessage.Request(var block) -> onRequest(block);
        case PeerMessage.Cancel(var block) -> onCancel(block);
        case PeerMessage.Piece piece -> piece.data().release();
        default -> {}
      }
    }

    private void onRequest(BlockRef block) {
      requests++;
      boolean refused =
          choked || (manners.rejectsOnceIn() > 0 && requests % manners.rejectsOnceIn() == 0);
      if (!refused && silent) {
        promised.add(block);
      } else if (!refused && manners.sends()) {
        link.sendBlock(block);
      } else if (refused && manners.fast()) {
        link.send(new PeerMessage.RejectRequest(block));
      }
    }

    private void catchUp() {
      promised.forEach(link::sendBlock);
      promised.clear();
    }

    private void onCancel(BlockRef block) {
      if ((link.cancelBlock(block) || promised.remove(block)) && manners.fast()) {
        link.send(new PeerMessage.RejectRequest(block));
      }
    }

    private void unchoke() {
      if (choked && manners.unchokes()) {
        choked = false;
        link.send(PeerMessage.UNCHOKE);
        if (manners.chokesAfterNanos() > 0) {
          swarm.time().after(manners.chokesAfterNanos(), this::choke);
        }
      }
    }

    private void choke() {
      if (!conversations.containsValue(this)) {
        return;
      }
      choked = true;
      link.send(PeerMessage.CHOKE);
      for (BlockRef block : link.cancelBlocks()) {
        if (manners.fast()) {
          link.send(new PeerMessage.RejectRequest(block));
        }
      }
      swarm.time().after(manners.chokesAfterNanos(), this::unchoke);
    }
  }

  /** Hangs up on everybody. */
  void hangUp() {
    List.copyOf(conversations.values()).forEach(conversation -> conversation.link.close());
  }

  /** Promises from now on, and sends nothing. */
  void fallSilent() {
    silent = true;
  }

  /** Sends what it has promised since it fell silent, and whatever it is asked for. */
  void wakeUp() {
    silent = false;
    conversations.values().forEach(Conversation::catchUp);
  }

  /** Returns how many of its peers want what it has. */
  long interestedPeers() {
    return conversations.values().stream().filter(each -> each.interested).count();
  }

  int connections() {
    return conversations.size();
  }

  long sentBytes() {
    return sentBytes;
  }

  int leasedBlocks() {
    return blocks.leased();
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
    swarm.time().after(0, work);
  }

  @Override
  public boolean isCutOff() {
    return false;
  }

  @Override
  public boolean isListening() {
    return true;
  }

  @Override
  public String toString() {
    return "puppet " + address + " sent " + sentBytes + " to " + conversations.size();
  }
}
