package dev.sluice.swarm;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.api.TorrentEvent;
import dev.sluice.model.PeerId;
import dev.sluice.storage.TorrentDisk;
import dev.sluice.swarm.discovery.Announcer;
import dev.sluice.swarm.peer.PeerDialer;
import java.util.random.RandomGenerator;

/**
 * The world as one torrent sees it; in tests a simulated one.
 *
 * @param actors runs the torrent and tells the time
 * @param dialer reaches peers
 * @param announcer reaches trackers
 * @param disk where the torrent's files and state go
 * @param peerId how we name ourselves
 * @param random every choice by chance is drawn from it
 * @param events what happens is told here, without waiting
 */
public record TorrentWorld(
    Actors actors,
    PeerDialer dialer,
    Announcer announcer,
    TorrentDisk disk,
    PeerId peerId,
    RandomGenerator random,
    Sink<TorrentEvent> events) {}
