/**
 * A small HTTP/1.1 server for answers that may have to wait for their bytes.
 *
 * <p>Knows: requests, responses, connections. Must not know: torrents, files, media. Thread: one
 * virtual thread for each connection, and one that listens whether the client hangs up while it is
 * answered. Read first: {@link dev.sluice.daemon.http.HttpServer}, then {@code HttpConnection}.
 */
package dev.sluice.daemon.http;
