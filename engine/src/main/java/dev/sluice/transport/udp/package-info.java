/**
 * One UDP socket for everything that speaks in datagrams.
 *
 * <p>Knows: addresses and bytes. Must not know: messages, torrents. Thread: one reader for each
 * socket; anyone may send. Read first: {@link dev.sluice.transport.udp.Datagrams}, {@link
 * dev.sluice.transport.udp.UdpSocket}.
 */
package dev.sluice.transport.udp;
