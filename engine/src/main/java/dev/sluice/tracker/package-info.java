/**
 * Asking trackers for peers: announce and scrape over HTTP and UDP, and which tracker is asked
 * when.
 *
 * <p>Knows: the two protocols, tiers, intervals and back-off, which URLs are safe to ask. Must not
 * know: the state of a torrent. Thread: {@link dev.sluice.tracker.TrackerClient} blocks, on any
 * thread; {@link dev.sluice.tracker.TrackerTiers} belongs to the torrent actor. Read first: {@link
 * dev.sluice.tracker.TrackerClient}, {@link dev.sluice.tracker.TrackerTiers}. BEPs: 3, 7, 12, 15,
 * 23, 24, 31, 41, 48.
 */
package dev.sluice.tracker;
