/**
 * How a torrent comes to know addresses: trackers asked, candidates kept.
 *
 * <p>Knows: trackers and addresses. Must not know: connected peers, pieces. Thread: owned by the
 * torrent actor. Read first: {@link dev.sluice.swarm.discovery.Candidates}, {@link
 * dev.sluice.swarm.discovery.Announcing}. BEPs: 3, 12.
 */
package dev.sluice.swarm.discovery;
