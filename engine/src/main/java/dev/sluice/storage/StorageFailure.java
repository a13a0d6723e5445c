package dev.sluice.storage;

import java.nio.file.Path;

/**
 * Why the disk refused, in words for a person.
 *
 * @param kind what sort of refusal
 * @param path the file or folder concerned
 * @param reason one sentence without the path: what happened and what would help
 */
public record StorageFailure(Kind kind, Path path, String reason) {
  /** The refusals that a person would treat differently. */
  public enum Kind {
    /** No space left, or a quota is used up. */
    FULL,
    /** The file would be longer than the file system allows (4 GiB on FAT32). */
    FILE_TOO_LARGE,
    /** No permission, or a read-only file system. */
    NOT_WRITABLE,
    /** The folder or file is gone: an unmounted volume, a deleted file. */
    MISSING,
    /** The device failed. */
    BROKEN
  }
}
