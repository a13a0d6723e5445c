/**
 * One peer: its connection, and the accounts kept about it.
 *
 * <p>Knows: one peer's messages, rates, requests and silence. Must not know: the picker, the choker,
 * other peers. Thread: the accounts ({@link dev.sluice.swarm.peer.Rate}, {@link
 * dev.sluice.swarm.peer.RequestWindow}, {@link dev.sluice.swarm.peer.OutstandingRequests}, {@link
 * dev.sluice.swarm.peer.SnubDetector}) are owned by the torrent actor. Read first: {@link
 * dev.sluice.swarm.peer.PeerKey}. BEPs: 3, 6, 10.
 */
package dev.sluice.swarm.peer;
