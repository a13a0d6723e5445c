/**
 * One connected peer: the worker that reads and writes its bytes, and what is measured of it.
 *
 * <p>Knows: connections and messages. Must not know: the torrent that it works for, other peers.
 * Thread: a connection has a reader and a writer of its own; the plain objects belong to the
 * torrent actor. Read first: {@link dev.sluice.swarm.peer.PeerLink}, {@link
 * dev.sluice.swarm.peer.PeerEvent}.
 */
package dev.sluice.swarm.peer;
