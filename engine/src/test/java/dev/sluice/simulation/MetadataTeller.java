package dev.sluice.simulation;

import dev.sluice.actor.Sink;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.peer.PeerLink;
import dev.sluice.swarm.peer.PeerTerms;
import dev.sluice.transport.RateLimiters;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.ReservedBits;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.ExtensionHandshake;
import dev.sluice.wire.extension.UtMetadata;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A peer that speaks of metadata alone, and says of it what it likes. It has no piece of the
 * torrent, and never hangs up.
 */
final class MetadataTeller implements Place, Sink<PeerEvent> {
  private static final int THEIR_METADATA_ID = 7;

  private final Swarm swarm;
  private final long claimedBytes;
  private final Function<Integer, Optional<UtMetadata>> answers;
  private final PeerAddress address;
  private final Line out;
  private final Line in;
  private final Handshake handshake;
  private final Map<PeerKey, PeerLink> links = new LinkedHashMap<>();
  private final List<Integer> asked = new ArrayList<>();
  private final Map<InetAddress, Integer> calls = new LinkedHashMap<>();
  private int nextKey;

  /**
   * Joins the swarm; the tracker names it.
   *
   * @param claimedBytes the length that it names
   * @param answers what it says when it is asked for a piece
   */
  MetadataTeller(Swarm swarm, long claimedBytes, Function<Integer, Optional<UtMetadata>> answers) {
    this.swarm = swarm;
    this.claimedBytes = claimedBytes;
    this.answers = answers;
    this.address = swarm.network().newAddress();
    this.out = new Line(swarm.time(), Line.FAST);
    this.in = new Line(swarm.time(), Line.FAST);
    this.handshake =
        new Handshake(
            ReservedBits.SUPPORTED,
            swarm.torrent().info().infoHash(),
            PeerId.random(swarm.network().random()));
    swarm.network().add(this);
    swarm.tracker().list(address);
  }

  @Override
  public void onCall(Handshake.Opening opening, IncomingPeer caller) {
    MessageLimits limits = MessageLimits.beforeMetadata();
    PeerKey key = new PeerKey(nextKey++);
    calls.merge(caller.address().ip(), 1, Integer::sum);
    caller.accept(
        new PeerTerms(
            key,
            handshake,
            limits,
            (block, target) -> {
              throw new AssertionError("it promised no block");
            },
            RateLimiters.unlimited(swarm.time()),
            this));
  }

  @Override
  public boolean post(PeerEvent event) {
    switch (event) {
      case PeerEvent.Opened opened -> {
        links.put(opened.peer(), opened.link());
        opened.link().send(PeerMessage.HAVE_NONE);
        opened.link().send(greeting());
      }
      case PeerEvent.Received(PeerKey peer, PeerMessage.Extended message) ->
          hear(Objects.requireNonNull(links.get(peer)), message);
      case PeerEvent.Received received -> {}
      case PeerEvent.Sent sent -> {}
      case PeerEvent.Closed closed -> links.remove(closed.peer());
    }
    return true;
  }

  @Override
  public boolean offer(PeerEvent event) {
    return post(event);
  }

  private PeerMessage greeting() {
    byte[] payload =
        ("d1:md11:ut_metadatai" + THEIR_METADATA_ID + "ee13:metadata_sizei" + claimedBytes + "ee")
            .getBytes(StandardCharsets.US_ASCII);
    return new PeerMessage.Extended(Extension.HANDSHAKE_ID, payload);
  }

  private void hear(PeerLink link, PeerMessage.Extended message) {
    try {
      if (message.extendedId() == Extension.HANDSHAKE_ID) {
        ExtensionHandshake.parse(message.payload());
      } else if (UtMetadata.parse(message.payload()) instanceof UtMetadata.Request request) {
        asked.add(request.piece());
        answers.apply(request.piece()).ifPresent(answer -> say(link, answer));
      }
    } catch (WireException e) {
      throw new AssertionError(e);
    }
  }

  private static void say(PeerLink link, UtMetadata answer) {
    link.send(new PeerMessage.Extended(Extension.UT_METADATA.localId(), answer.encode()));
  }

  /** Returns the pieces that it was asked for, in order. */
  List<Integer> asked() {
    return asked;
  }

  /** Returns how often the node has called it. */
  int callsOf(Node node) {
    return calls.getOrDefault(node.address().ip(), 0);
  }

  /** Returns whether the node is connected to it. */
  boolean isWith(Node node) {
    return node.view().peers().stream().anyMatch(peer -> peer.address().equals(address));
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
  public RateLimiters rates() {
    return RateLimiters.unlimited(swarm.time());
  }

  @Override
  public BlockBufferSource blocks() {
    return length -> {
      throw new AssertionError("nobody sends it a block");
    };
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
}
