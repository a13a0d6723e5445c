/**
 * Finding peers in the local network: announces by multicast, and listening to those of others.
 *
 * <p>Knows: which torrents are announced, under which port. Must not know: what a torrent is beyond
 * its info-hash, connections, pieces. Thread: one actor for all torrents; each socket is read by a
 * thread of its own. Read first: {@link dev.sluice.lsd.LocalDiscovery}. BEPs: 14.
 */
package dev.sluice.lsd;
