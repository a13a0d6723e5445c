/**
 * A small HTTP client for answers from strangers: everything it reads is bounded in bytes and time.
 *
 * <p>Why our own: Android lacks {@code java.net.http}, and {@code HttpURLConnection} knows neither
 * a total deadline nor a local address to bind to, keeps connections in a pool of the process, and
 * lets nobody look at the resolved address before it connects. All that we need is GET.
 *
 * <p>Knows: HTTP/1.1, TLS, gzip, redirects. Must not know: what the bytes mean, torrents. Thread:
 * blocking, on any. Read first: {@link dev.sluice.transport.http.HttpClient}.
 */
package dev.sluice.transport.http;
