package dev.sluice.storage;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * By what a change of a file is recognised without reading it.
 *
 * @param sizeBytes its length
 * @param modifiedNanos time of the last change, nanoseconds since 1970 as exact as the file system
 *     keeps it
 */
public record FileStamp(long sizeBytes, long modifiedNanos) {
  /** Returns the stamp that the system's answer about a file amounts to. */
  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }
}
