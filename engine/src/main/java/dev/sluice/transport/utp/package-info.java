/**
 * Connections over uTP: streams of bytes in datagrams that give way to everything else on the line.
 *
 * <p>Knows: datagrams and time. Must not know: messages, torrents, whoever else uses the socket.
 * Thread: one actor owns every connection's state; peers' readers and writers meet it at two
 * buffers. Read first: {@link dev.sluice.transport.utp.UtpTransport}, {@code UtpFlow}. BEPs: 29.
 */
package dev.sluice.transport.utp;
