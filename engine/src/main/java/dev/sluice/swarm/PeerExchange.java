package dev.sluice.swarm;

import dev.sluice.api.PeerSource;
import dev.sluice.model.Bep;
import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.discovery.PeerSources;
import dev.sluice.swarm.discovery.PexDiary;
import dev.sluice.swarm.discovery.PexIntake;
import dev.sluice.swarm.peer.PeerDialer;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.PexPeer;
import dev.sluice.wire.extension.UtPex;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells peers of each other, and hears from them of others. Does neither where the torrent's {@link
 * PeerSources} forbid it.
 *
 * <p>Owned by the torrent actor.
 */
@Bep({11, 27})
final class PeerExchange {
  private final boolean allowed;
  private final PeerTable peers;
  private final Candidates candidates;
  private final Optional<Holepunch> holepunch;

  PeerExchange(PeerSources sources, PeerTable peers, Candidates candidates, PeerDialer dialer) {
    this.allowed = sources.allow(PeerSource.PEX);
    this.peers = peers;
    this.candidates = candidates;
    this.holepunch = dialer.knocker().map(knocker -> new Holepunch(peers, candidates, knocker));
  }

  /** Returns who hears the extensions that peers may know of: none where it is forbidden. */
  Map<Extension, ExtensionTalk.Hearer> hearers() {
    Map<Extension, ExtensionTalk.Hearer> hearers = new EnumMap<>(Extension.class);
    if (allowed) {
      hearers.put(Extension.UT_PEX, this::onMessage);
      holepunch.ifPresent(punch -> hearers.put(Extension.UT_HOLEPUNCH, punch::onMessage));
    }
    return hearers;
  }

  /**
   * A peer tells of others.
   *
   * @throws WireException if the message cannot be read
   */
  void onMessage(Peer peer, byte[] payload, long nowNanos) throws WireException {
    if (!allowed) {
      return;
    }
    if (peer.pexIntake == null) {
      peer.pexIntake = new PexIntake(peer.address);
    }
    List<PeerAddress> told = peer.pexIntake.read(UtPex.parse(payload), nowNanos);
    told.forEach(address -> candidates.add(address, PeerSource.PEX));
    holepunch.ifPresent(punch -> punch.onTold(peer, told));
    if (peer.pexIntake.isFlood()) {
      peer.link.close();
    }
  }

  /** A moment has passed: tells those who have not been told for a minute. */
  void tick(long nowNanos) {
    if (!allowed) {
      return;
    }
    holepunch.ifPresent(punch -> punch.tick(nowNanos));
    Collection<PexPeer> present = null;
    for (Peer peer : peers) {
      if (isDue(peer, nowNanos)) {
        present = present == null ? present() : present;
        tell(peer, present, nowNanos);
      }
    }
  }

  private static boolean isDue(Peer peer, long nowNanos) {
    if (!peer.extensionIds.supports(Extension.UT_PEX)) {
      return false;
    }
    if (peer.pexDiary == null) {
      peer.pexDiary = new PexDiary(peer.listening.orElse(peer.address), peer.connectedNanos);
    }
    return peer.pexDiary.isDue(nowNanos);
  }

  private static void tell(Peer peer, Collection<PexPeer> present, long nowNanos) {
    Optional<UtPex> news =
        peer.pexDiary == null ? Optional.empty() : peer.pexDiary.next(present, nowNanos);
    news.ifPresent(message ->
        peer.send(
            new Extended(
                peer.extensionIds.idOf(Extension.UT_PEX).orElseThrow(), message.encode())));
  }

  /** Returns whom we are connected to and know how to reach, each address once. */
  private Collection<PexPeer> present() {
    Map<PeerAddress, PexPeer> present = new LinkedHashMap<>();
    for (Peer peer : peers) {
      peer.listening.ifPresent(
          address -> present.putIfAbsent(address, new PexPeer(address, flags(peer))));
    }
    return present.values();
  }

  private static int flags(Peer peer) {
    int flags = peer.incoming ? 0 : PexPeer.REACHABLE;
    flags |= peer.prefersEncryption ? PexPeer.PREFERS_ENCRYPTION : 0;
    flags |= peer.uploadOnly || peer.pieces.isFull() ? PexPeer.UPLOAD_ONLY : 0;
    flags |= peer.link.carrier() == Carrier.UTP ? PexPeer.SUPPORTS_UTP : 0;
    flags |= peer.extensionIds.supports(Extension.UT_HOLEPUNCH) ? PexPeer.SUPPORTS_HOLEPUNCH : 0;
    return flags;
  }
}
