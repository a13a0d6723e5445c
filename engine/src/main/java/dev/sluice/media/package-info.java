/**
 * What a player needs of a film or a song: which bytes to begin, and which for a moment within it.
 *
 * <p>Knows: bytes, ranges, containers (MP4 and QuickTime, Matroska and WebM, AVI, MP3, FLAC, Ogg).
 * Must not know: torrents, pieces, players, codecs. Thread: whichever reads; a source may wait.
 * Read first: {@link dev.sluice.media.MediaProbe}, then {@link dev.sluice.media.Media}.
 */
package dev.sluice.media;
