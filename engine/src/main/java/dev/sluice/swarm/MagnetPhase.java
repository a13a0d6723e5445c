package dev.sluice.swarm;

import dev.sluice.api.TorrentState;
import java.util.Optional;

/** Where a torrent is in its life before its metadata is known. */
sealed interface MagnetPhase
    permits MagnetPhase.LookingUp, FetchingMetadata, MagnetPhase.Resting, MagnetPhase.Leaving {
  /** The disk is asked whether the metadata was fetched before. */
  record LookingUp() implements MagnetPhase {}

  /**
   * Nothing happens until the user says so.
   *
   * @param state paused or failed
   * @param problem what failed
   */
  record Resting(TorrentState state, Optional<String> problem) implements MagnetPhase {}

  /** Trackers hear goodbye. */
  record Leaving() implements MagnetPhase {}

  /** Returns the word for it. */
  default TorrentState state() {
    return switch (this) {
      case LookingUp lookingUp -> TorrentState.FETCHING_METADATA;
      case FetchingMetadata fetching -> TorrentState.FETCHING_METADATA;
      case Resting resting -> resting.state();
      case Leaving leaving -> TorrentState.STOPPING;
    };
  }
}
