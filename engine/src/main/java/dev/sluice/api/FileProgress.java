package dev.sluice.api;

/**
 * How far one file of a torrent is.
 *
 * @param fileIndex place in the torrent's list of files, from 0
 * @param doneBytes bytes of it that are verified
 * @param priority how much it is wanted
 */
public record FileProgress(int fileIndex, long doneBytes, FilePriority priority) {}
