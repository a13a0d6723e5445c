package dev.sluice.storage;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.metainfo.Info;

/**
 * What the workers on a torrent's files share.
 *
 * @param info the torrent
 * @param files its files
 * @param clock the session's clock
 */
record TorrentParts(Info info, TorrentFiles files, MonotonicClock clock) {}
