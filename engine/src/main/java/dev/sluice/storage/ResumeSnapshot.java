package dev.sluice.storage;

import dev.sluice.model.PieceSet;

/**
 * What a torrent wants to know again after a restart.
 *
 * @param have the verified pieces
 * @param uploadedBytes payload sent to peers over all sessions
 * @param downloadedBytes payload received from peers over all sessions
 */
public record ResumeSnapshot(PieceSet have, long uploadedBytes, long downloadedBytes) {}
