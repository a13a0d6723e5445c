package dev.sluice.api;

/**
 * How far the metadata of a torrent is, as its peers see it: nothing is sure before the last piece.
 *
 * @param receivedPieces pieces of 16 KiB that are here
 * @param pieceCount how many there are
 */
public record MetadataProgress(int receivedPieces, int pieceCount) {}
