package dev.sluice.storage;

import dev.sluice.storage.StorageFailure.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates what the system says into what a person can act on. Java passes on the system's text
 * and not its number, so the texts of Linux, macOS, Android and Windows are known here by heart.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private static final List<Phrase> PHRASES =
      List.of(
          new Phrase("no space left", Kind.FULL, "the disk is full; free some space and try again"),
          new Phrase(
              "not enough space", Kind.FULL, "the disk is full; free some space and try again"),
          new Phrase(
              "quota", Kind.FULL, "the disk quota is used up; free some space and try again"),
          new Phrase(
              "file too large",
              Kind.FILE_TOO_LARGE,
              "the file system allows no file of that length; choose a folder on another disk"),
          new Phrase(
              "file size limit",
              Kind.FILE_TOO_LARGE,
              "the file system allows no file of that length; choose a folder on another disk"),
          new Phrase(
              "read-only",
              Kind.NOT_WRITABLE,
              "the file system is read-only; make it writable or choose another folder"),
          new Phrase(
              "write-protect",
              Kind.NOT_WRITABLE,
              "the medium is write-protected; unlock it or choose another folder"),
          new Phrase("permission denied", Kind.NOT_WRITABLE, noPermission()),
          new Phrase("operation not permitted", Kind.NOT_WRITABLE, noPermission()),
          new Phrase("access is denied", Kind.NOT_WRITABLE, noPermission()),
          new Phrase(
              "too many levels of symbolic links",
              Kind.NOT_WRITABLE,
              "a symbolic link stands where a file of the torrent belongs; remove it"),
          new Phrase(
              "file name too long",
              Kind.NOT_WRITABLE,
              "the file system allows no name of that length; choose a folder on another disk"),
          new Phrase("no such device", Kind.MISSING, "the disk is gone; connect it and try again"),
          new Phrase(
              "stale file handle", Kind.MISSING, "the network disk is gone; connect it again"),
          new Phrase(
              "too many open files",
              Kind.BROKEN,
              "the system allows no more open files; raise that limit or lower ours"));

  private Refusals() {}

  /** Returns the exception with a {@link StorageFailure} that speaks of {@code path}. */
  static StorageException explain(Path path, IOException cause) {
    return cause instanceof StorageException explained
        ? explained
        : new StorageException(describe(path, cause), cause);
  }

  /**
   * Returns what went wrong below {@code folder} without the disk's saying so: a name that the
   * system cannot write, or a bug of ours. Either must end a command, as a refusal does.
   */
  static StorageException explain(Path folder, RuntimeException cause) {
    if (cause instanceof InvalidPathException unwritable) {
      return new StorageException(
          new StorageFailure(Kind.NOT_WRITABLE, folder, unwritableName(unwritable)), cause);
    }
    LOG.error("The work on {} failed: a bug of ours", folder, cause);
    return new StorageException(
        new StorageFailure(Kind.BROKEN, folder, "a bug in Sluice (" + cause + "); report it"),
        cause);
  }

  private static String unwritableName(InvalidPathException cause) {
    return String.format(
        Locale.ROOT,
        "this system cannot write the name \"%s\"; set a UTF-8 locale and start again",
        cause.getInput());
  }

  /** Returns what {@code cause} means for {@code path}. */
  static StorageFailure describe(Path path, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new StorageFailure(
          Kind.MISSING, path, "the file is gone; put it back, or mount the disk it was on");
    }
    if (cause instanceof NotDirectoryException) {
      return new StorageFailure(
          Kind.NOT_WRITABLE, path, "a file stands where a folder belongs; remove it");
    }
    String said = systemText(cause);
    String text = said.toLowerCase(Locale.ROOT);
    for (Phrase phrase : PHRASES) {
      if (text.contains(phrase.text)) {
        return new StorageFailure(phrase.kind, path, phrase.reason);
      }
    }
    if (cause instanceof AccessDeniedException) {
      return new StorageFailure(
          Kind.NOT_WRITABLE, path, said.isEmpty() ? noPermission() : said + "; remove it");
    }
    return new StorageFailure(
        Kind.BROKEN, path, "the disk reports an error (" + said + "); check the disk");
  }

  /** Returns what {@code cause} means for {@code path}, a file system that takes no writes. */
  static StorageFailure describe(Path path, ReadOnlyFileSystemException cause) {
    return describe(path, new IOException("read-only file system", cause));
  }

  private static String systemText(IOException cause) {
    String text =
        cause instanceof FileSystemException refused ? refused.getReason() : cause.getMessage();
    if (text != null) {
      return text;
    }
    return cause instanceof AccessDeniedException ? "" : cause.getClass().getSimpleName();
  }

  private static String noPermission() {
    return "no permission; allow access or choose another folder";
  }

  private record Phrase(String text, Kind kind, String reason) {}
}
