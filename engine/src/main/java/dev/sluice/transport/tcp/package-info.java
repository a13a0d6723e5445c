/**
 * Connections over TCP.
 *
 * <p>Knows: sockets. Must not know: messages, torrents. Read first: {@link
 * dev.sluice.transport.tcp.TcpTransport}.
 */
package dev.sluice.transport.tcp;
