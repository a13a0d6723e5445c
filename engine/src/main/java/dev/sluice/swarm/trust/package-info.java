/**
 * Whose blocks to believe.
 *
 * <p>Knows: who gave the blocks of pieces that failed and of pieces that did not, and in which
 * blocks two copies differ. Must not know: connections, the picker, bytes. Thread: owned by the
 * torrent actor. Read first: {@link dev.sluice.swarm.trust.BlameLedger}. BEPs: none.
 */
package dev.sluice.swarm.trust;
