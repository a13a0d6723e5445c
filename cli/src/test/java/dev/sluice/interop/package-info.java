/**
 * Sluice among real clients: every other party is a process that somebody else wrote.
 *
 * <p>Knows: the {@code ./sluice} command line (design.md section 7) and how to run libtorrent,
 * Transmission, aria2 and opentracker on loopback.
 *
 * <p>Must not know: any class of Sluice. What a user cannot see is not tested here.
 *
 * <p>Thread: the test's own. Processes write to files, and waiting is looking at them again until a
 * deadline.
 *
 * <p>Read first: {@link dev.sluice.interop.Swarm}, then {@link
 * dev.sluice.interop.DownloadFromRealSeedersIT}.
 *
 * <p>BEPs: 3, 12, 15, 23, 48, as others understand them.
 */
package dev.sluice.interop;
