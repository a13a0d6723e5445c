package dev.sluice.swarm;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentEvent;
import dev.sluice.model.AddressRanges;
import dev.sluice.model.PeerId;
import dev.sluice.model.Probe;
import dev.sluice.storage.TorrentDisk;
import dev.sluice.swarm.discovery.Announcer;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.discovery.DistributedTable;
import dev.sluice.swarm.discovery.Neighbourhood;
import dev.sluice.swarm.peer.PeerDialer;
import dev.sluice.transport.RateLimiters;
import dev.sluice.transport.lan.NetworkState;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The world as one torrent sees it; in tests a simulated one.
 *
 * @param actors runs the torrent and tells the time
 * @param dialer reaches peers
 * @param announcer reaches trackers
 * @param neighbourhood reaches the local network
 * @param sources from where peers may come, as far as the torrent allows it
 * @param blocked addresses that are to be no peers, whoever names them
 * @param table the distributed hash table, for torrents that may use it
 * @param network how this machine stands in its network, at any moment
 * @param disk where the torrent's files and state go
 * @param rates what its connections may receive and send together
 * @param peerId how we name ourselves
 * @param random every choice by chance is drawn from it
 * @param probe who measures is told what is done
 * @param events what happens is told here, without waiting
 */
public record TorrentWorld(
    Actors actors,
    PeerDialer dialer,
    Announcer announcer,
    Neighbourhood neighbourhood,
    Set<PeerSource> sources,
    AddressRanges blocked,
    DistributedTable table,
    Supplier<NetworkState> network,
    TorrentDisk disk,
    RateLimiters rates,
    PeerId peerId,
    Random random,
    Probe probe,
    Sink<TorrentEvent> events) {
  public TorrentWorld {
    sources = Set.copyOf(sources);
  }

  /** Returns a list of addresses that knows none yet, and takes none that is blocked. */
  Candidates candidates() {
    return new Candidates(random, blocked);
  }
}
