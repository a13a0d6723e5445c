/**
 * Files of torrents over HTTP, while they download: what players ask for, and no more.
 *
 * <p>Knows: the engine's API, HTTP. Must not know: peers, pieces. Thread: that of each client,
 * which waits for bytes as long as the client does. Read first: {@link
 * dev.sluice.daemon.stream.StreamServer}, then {@code StreamSite}.
 */
package dev.sluice.daemon.stream;
