package dev.sluice.swarm;

import dev.sluice.actor.Published;
import dev.sluice.api.TorrentView;
import dev.sluice.metainfo.Metainfo;
import java.util.Optional;

/**
 * What anybody may look at of a torrent, whatever its actor is doing.
 *
 * @param view how it stands
 * @param metainfo what it consists of, once that is known
 */
record Showcase(Published<TorrentView> view, Published<Optional<Metainfo>> metainfo) {}
