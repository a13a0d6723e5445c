package dev.sluice.api;

/**
 * What is under way between the network and the disk.
 *
 * @param piecesInFlight pieces begun and not yet verified
 * @param maxPiecesInFlight their limit
 * @param requestedBlocks blocks asked for and not yet here
 * @param queuedBlocks blocks here and not yet written
 * @param averageWriteMillis how long one write to disk takes, moving average
 * @param heldBackBy what keeps the download from being faster
 */
public record BackpressureMetrics(
    int piecesInFlight,
    int maxPiecesInFlight,
    int requestedBlocks,
    int queuedBlocks,
    double averageWriteMillis,
    HeldBackBy heldBackBy) {}
