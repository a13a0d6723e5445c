/**
 * How a torrent finds peers: from where they may come, what is believed of what others say, which
 * addresses it knows and in which order it may dial them, and its announces.
 *
 * <p>Knows: addresses, how dialling them went, the trackers. Must not know: connections, messages,
 * pieces. Thread: owned by the torrent actor; what asks a tracker waits on a thread of its own.
 * Read first: {@link dev.sluice.swarm.discovery.Candidates}, {@link
 * dev.sluice.swarm.discovery.Announcing}, {@link dev.sluice.swarm.discovery.PeerSources}. BEPs: 3,
 * 11, 12, 27, 40.
 */
package dev.sluice.swarm.discovery;
