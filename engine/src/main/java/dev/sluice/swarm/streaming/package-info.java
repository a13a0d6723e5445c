/**
 * Reading a file of a torrent that is still being downloaded: who reads where, and what that makes
 * due.
 *
 * <p>Knows: pieces, files, deadlines. Must not know: peers, the picker's choices, media, HTTP.
 * Thread: {@code Readers} is owned by the torrent actor; {@code FileFeed} and its channels are used
 * by the threads of programs, which wait there and nowhere else. Read first: {@link
 * dev.sluice.swarm.streaming.Readers}, then {@link dev.sluice.swarm.streaming.FileFeed}.
 */
package dev.sluice.swarm.streaming;
