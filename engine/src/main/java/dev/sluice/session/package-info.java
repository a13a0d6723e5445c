/**
 * Many torrents in one process: what they share, and the door through which peers come in.
 *
 * <p>Knows: everything below. Must not know: programs. Thread: a session may be used by any thread.
 * Read first: {@link dev.sluice.session.Session}.
 */
package dev.sluice.session;
