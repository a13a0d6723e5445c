package dev.sluice.storage;

import dev.sluice.metainfo.FileEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * Deletes what a torrent has put on disk: its files, the folders that are empty without them, and
 * its resume data. What else lies in its folders stays, and so do they.
 */
final class Deletion {
  private final TorrentFiles files;
  private final ResumeFile resumeFile;

  Deletion(TorrentFiles files, ResumeFile resumeFile) {
    this.files = files;
    this.resumeFile = resumeFile;
  }

  /**
   * Deletes; the files must be closed.
   *
   * @throws StorageException naming the first file that cannot be deleted; those before it are gone
   */
  void run() throws StorageException {
    Set<Path> folders =
        new TreeSet<>(Comparator.comparingInt(Path::getNameCount).reversed().thenComparing(p -> p));
    for (FileEntry file : files.layout()) {
      if (file.isStored()) {
        Path path = files.relativePath(file.index());
        delete(path);
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
          folders.add(folder);
        }
      }
    }
    folders.forEach(this::deleteIfEmpty);
    deleteResumeData();
  }

  private void delete(Path path) throws StorageException {
    try {
      files.folder().delete(path);
    } catch (IOException e) {
      throw Refusals.explain(files.folder().path().resolve(path), e);
    }
  }

  private void deleteIfEmpty(Path folder) {
    try {
      files.folder().delete(folder);
    } catch (IOException e) {
      // Something of the user's lies in it; or it stays although it is empty, which does no harm.
    }
  }

  private void deleteResumeData() throws StorageException {
    try {
      resumeFile.delete();
    } catch (IOException e) {
      throw Refusals.explain(resumeFile.path(), e);
    }
  }
}
