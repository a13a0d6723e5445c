package dev.sluice.storage;

/**
 * By what a change of a file is recognised without reading it.
 *
 * @param sizeBytes its length
 * @param modifiedNanos time of the last change, nanoseconds since 1970 as exact as the file system
 *     keeps it
 */
public record FileStamp(long sizeBytes, long modifiedNanos) {}
