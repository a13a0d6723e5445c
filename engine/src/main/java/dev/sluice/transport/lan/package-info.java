/**
 * What this machine's own network interfaces say.
 *
 * <p>Knows: addresses of this machine, and when they change. Must not know: messages, torrents.
 * Thread: an actor of its own; what it finds may be read by any. Read first: {@link
 * dev.sluice.transport.lan.NetworkWatch}.
 */
package dev.sluice.transport.lan;
