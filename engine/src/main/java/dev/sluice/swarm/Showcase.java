package dev.sluice.swarm;

import dev.sluice.actor.Published;
import dev.sluice.api.BanView;
import dev.sluice.api.TorrentView;
import dev.sluice.metainfo.Metainfo;
import java.util.List;
import java.util.Optional;

/**
 * What anybody may look at of a torrent, whatever its actor is doing.
 *
 * @param view how it stands
 * @param metainfo what it consists of, once that is known
 * @param bans whom it has banned
 */
record Showcase(
    Published<TorrentView> view,
    Published<Optional<Metainfo>> metainfo,
    Published<List<BanView>> bans) {
  /** Shows this, and no bans yet. */
  Showcase(TorrentView view, Optional<Metainfo> metainfo) {
    this(new Published<>(view), new Published<>(metainfo), new Published<>(List.of()));
  }
}
