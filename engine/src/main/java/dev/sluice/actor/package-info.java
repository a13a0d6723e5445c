/**
 * One owner thread for each piece of mutable state, and the mailboxes between them.
 *
 * <p>Knows: threads, time, queues. Must not know: any BitTorrent noun. Read first: {@link
 * dev.sluice.actor.Actor}, {@link dev.sluice.actor.Sink}.
 */
package dev.sluice.actor;
