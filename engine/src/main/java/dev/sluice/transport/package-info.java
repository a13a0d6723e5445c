/**
 * How bytes travel: sockets, and what is built upon them.
 *
 * <p>Knows: addresses, streams and datagrams. Must not know: messages, torrents. Thread: whoever
 * calls waits; each connection has one reader and one writer. Read first: {@link
 * dev.sluice.transport.Connection}.
 */
package dev.sluice.transport;
