/**
 * How a torrent finds peers: which addresses it knows and when it may dial them, and its announces.
 *
 * <p>Knows: addresses, how dialling them went, the trackers. Must not know: connections, messages,
 * pieces. Thread: owned by the torrent actor; what asks a tracker waits on a thread of its own.
 * Read first: {@link dev.sluice.swarm.discovery.Candidates}, {@link
 * dev.sluice.swarm.discovery.Announcing}. BEPs: 3, 12.
 */
package dev.sluice.swarm.discovery;
