/**
 * Asks the router between us and the Internet to let peers in: PCP (RFC 6887), NAT-PMP (RFC 6886)
 * and UPnP Internet Gateway Devices, whichever answers.
 *
 * <p>Everything that comes from the network here is small and bounded, and nothing is asked that is
 * not on the local network.
 *
 * <p>Knows: ports, addresses, routers. Must not know: messages, torrents. Thread: the actor's, and
 * one that waits for the router. Read first: {@link dev.sluice.transport.portmap.PortMapper}.
 */
package dev.sluice.transport.portmap;
