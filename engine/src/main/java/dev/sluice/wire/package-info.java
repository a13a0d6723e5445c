/**
 * What peers say to each other, as bytes: the handshake and the messages behind it.
 *
 * <p>Knows: the layout and the limits of every message. Must not know: sockets, threads, what a
 * message makes us do. Thread: the reader owns its {@link dev.sluice.wire.MessageDecoder}; encoders
 * and records belong to whoever uses them. Read first: {@link dev.sluice.wire.PeerMessage}, {@link
 * dev.sluice.wire.MessageDecoder}. BEPs: 3, 4, 5 (port), 6, 10 (frame), 52 (reserved bit).
 */
package dev.sluice.wire;
