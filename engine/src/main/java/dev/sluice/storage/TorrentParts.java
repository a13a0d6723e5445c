package dev.sluice.storage;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.metainfo.Info;
import dev.sluice.model.Probe;

/**
 * What the workers on a torrent's files share.
 *
 * @param info the torrent
 * @param files its files
 * @param clock the session's clock
 * @param probe is told what the disk does
 */
record TorrentParts(Info info, TorrentFiles files, MonotonicClock clock, Probe probe) {}
