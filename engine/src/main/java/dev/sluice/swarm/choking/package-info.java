/**
 * Whom we upload to.
 *
 * <p>Knows: who wants our pieces, and how fast bytes go either way. Must not know: connections,
 * messages, pieces. Thread: owned by the torrent actor. Read first: {@link
 * dev.sluice.swarm.choking.Choker}. BEPs: 3.
 */
package dev.sluice.swarm.choking;
