package dev.sluice.swarm;

import dev.sluice.api.HeldBackBy;
import dev.sluice.storage.StorageMetrics;
import dev.sluice.transport.lan.NetworkState;

/**
 * Finds out what keeps a torrent from being faster.
 *
 * <p>Whether peers are there, choke us or have anything is plain at any moment. What comes and goes
 * many times a second is looked at with each tick, and counts once it was so in half of the last
 * ones: a disk that is behind, a limit that is waited for, a window that is full.
 *
 * <p>Owned by the torrent actor.
 */
final class HoldUps {
  /** The weight of one look among those before: at four a second the last second decides. */
  private static final double WEIGHT = 0.2;

  private final Share disk = new Share();
  private final Share downloadLimit = new Share();
  private final Share uploadLimit = new Share();
  private final Share requestWindow = new Share();

  /** How often something was so, of late. */
  private static final class Share {
    private double value;

    void add(boolean holds) {
      value += WEIGHT * ((holds ? 1 : 0) - value);
    }

    boolean isMost() {
      return value > 0.5;
    }
  }

  /** Looks. */
  void tick(PeerTable peers, StorageMetrics storage, long nowNanos) {
    boolean receivingIsHeldBack = false;
    boolean sendingIsHeldBack = false;
    long bytesPerSecond = 0;
    long windowedBytesPerSecond = 0;
    for (Peer peer : peers) {
      long rate = peer.downRate.bytesPerSecond(nowNanos);
      receivingIsHeldBack |= peer.link.isHeldBack();
      sendingIsHeldBack |= peer.link.isSendingHeldBack();
      bytesPerSecond += rate;
      windowedBytesPerSecond += peer.window.isTooSmall(nowNanos) ? rate : 0;
    }
    disk.add(storage.isCongested());
    downloadLimit.add(receivingIsHeldBack);
    uploadLimit.add(sendingIsHeldBack);
    requestWindow.add(2 * windowedBytesPerSecond > bytesPerSecond);
  }

  /** Returns why nobody is connected. */
  static HeldBackBy whileAlone(NetworkState network) {
    return network.isUp() ? HeldBackBy.NO_PEERS : HeldBackBy.NO_NETWORK;
  }

  /** Returns what holds back a torrent that gives only. */
  HeldBackBy whileSeeding(PeerTable peers, NetworkState network) {
    if (peers.size() == 0 && !network.isUp()) {
      return HeldBackBy.NO_NETWORK;
    }
    return uploadLimit.isMost() ? HeldBackBy.UPLOAD_LIMIT : HeldBackBy.NOTHING;
  }

  /** Returns what holds back a torrent that lacks something. */
  HeldBackBy whileDownloading(PeerTable peers, NetworkState network, long nowNanos) {
    if (peers.size() == 0) {
      return whileAlone(network);
    }
    HeldBackBy reason = amongPeers(peers, nowNanos);
    return reason == HeldBackBy.NOTHING ? amongOurs() : reason;
  }

  private static HeldBackBy amongPeers(PeerTable peers, long nowNanos) {
    boolean wanted = false;
    boolean unchoked = false;
    boolean answers = false;
    for (Peer peer : peers) {
      wanted |= peer.wanted || peer.dismissed;
      boolean lets = (peer.wanted || peer.dismissed) && !peer.choking;
      unchoked |= lets;
      answers |= lets && !peer.snub.isSnubbed(nowNanos);
    }
    if (!wanted) {
      return HeldBackBy.NOTHING_TO_REQUEST;
    }
    if (!unchoked) {
      return HeldBackBy.CHOKED;
    }
    return answers ? HeldBackBy.NOTHING : HeldBackBy.SNUBBED;
  }

  private HeldBackBy amongOurs() {
    if (disk.isMost()) {
      return HeldBackBy.DISK;
    }
    if (downloadLimit.isMost()) {
      return HeldBackBy.DOWNLOAD_LIMIT;
    }
    return requestWindow.isMost() ? HeldBackBy.REQUEST_WINDOW : HeldBackBy.NOTHING;
  }
}
