/**
 * Going out through a proxy: SOCKS 5 and HTTP CONNECT.
 *
 * <p>Where a proxy is set, nothing may go around it. So nothing here falls back to anything: a
 * proxy that cannot be reached or refuses is an exception. Names of hosts are sent to the proxy as
 * they are; the one name that is looked up here is the proxy's own.
 *
 * <p>Knows: streams, addresses, names. Must not know: messages, torrents. Thread: whoever calls
 * waits. Read first: {@link dev.sluice.transport.proxy.ProxyServer}.
 */
package dev.sluice.transport.proxy;
