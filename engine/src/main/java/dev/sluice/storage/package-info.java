/**
 * The bytes of a torrent on disk: written, hashed, read and remembered.
 *
 * <p>Knows: files, pieces and their hashes, resume data. Must not know: the picker, peers, the
 * wire. Thread: everything that touches a file runs on a {@code DiskLane}; the handle {@link
 * dev.sluice.storage.TorrentStorage} may be used by any thread. Read first: {@link
 * dev.sluice.storage.TorrentStorage}, {@link dev.sluice.storage.StorageEvent}; then {@link
 * dev.sluice.storage.DiskStorage} for the wiring and {@code PieceWriter} for the heart. Below the
 * port {@link dev.sluice.storage.Volume} lie the real disk and the ones of tests. BEPs: 3, 47.
 */
package dev.sluice.storage;
