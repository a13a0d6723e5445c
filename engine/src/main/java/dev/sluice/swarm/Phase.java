package dev.sluice.swarm;

import dev.sluice.api.TorrentState;
import java.util.Optional;

/** Where a torrent is in its life. Only {@link Transferring} has peers and a picker. */
sealed interface Phase
    permits Phase.Inspecting,
        Phase.Checking,
        Phase.Preparing,
        Phase.Resting,
        Phase.Leaving,
        Transferring {
  /** Resume data and files are looked at. */
  record Inspecting() implements Phase {}

  /**
   * Pieces are read and hashed.
   *
   * @param totalBytes how much there is to read
   * @param checkedBytes how much has been read
   */
  record Checking(long totalBytes, long checkedBytes) implements Phase {}

  /** Files and folders are made. */
  record Preparing() implements Phase {}

  /**
   * Nothing happens until the user says so.
   *
   * @param state paused or failed
   * @param problem what failed
   */
  record Resting(TorrentState state, Optional<String> problem) implements Phase {}

  /** The last buffers are flushed, and trackers hear goodbye. */
  record Leaving() implements Phase {}
}
