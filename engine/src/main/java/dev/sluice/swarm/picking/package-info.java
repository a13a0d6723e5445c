/**
 * Which block to ask whom for.
 *
 * <p>Knows: which pieces are wanted, who has them, which blocks are asked for and by whom given.
 * Must not know: connections, messages, disks, time. Thread: owned by the torrent actor. Read
 * first: {@link dev.sluice.swarm.picking.PiecePicker}, then {@code RarityOrder}. BEPs: 3, 6.
 */
package dev.sluice.swarm.picking;
