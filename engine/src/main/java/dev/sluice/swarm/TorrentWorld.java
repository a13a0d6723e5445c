package dev.sluice.swarm;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.api.TorrentEvent;
import dev.sluice.model.PeerId;
import dev.sluice.storage.StorageEvent;
import dev.sluice.storage.TorrentStorage;
import dev.sluice.swarm.discovery.Announcer;
import dev.sluice.swarm.peer.PeerDialer;
import dev.sluice.transport.RateLimiters;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The world as one torrent sees it; in tests a simulated one.
 *
 * @param actors runs the torrent and tells the time
 * @param dialer reaches peers
 * @param announcer reaches trackers
 * @param storage opens the torrent's files, given where the disk shall report
 * @param rates what its connections may receive and send together
 * @param peerId how we name ourselves
 * @param random every choice by chance is drawn from it
 * @param events what happens is told here, without waiting
 */
public record TorrentWorld(
    Actors actors,
    PeerDialer dialer,
    Announcer announcer,
    Function<Sink<StorageEvent>, TorrentStorage> storage,
    RateLimiters rates,
    PeerId peerId,
    RandomGenerator random,
    Sink<TorrentEvent> events) {}
