/**
 * One torrent: what we decide about pieces and peers.
 *
 * <p>Knows: everything that one torrent needs, and the views of {@code api} in which it describes
 * itself. Must not know: the session, other torrents. Thread: everything mutable is owned by the
 * torrent actor; workers tell it what happened. Read first: {@link dev.sluice.swarm.Torrent}, then
 * {@code TorrentActor}, {@code Opening}, {@code Transferring}, {@code Conversation}; for magnets
 * {@code MagnetActor}, {@code FetchingMetadata}. BEPs: 3, 6, 9, 10, 12, 21, 27.
 */
package dev.sluice.swarm;
