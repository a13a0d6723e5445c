package dev.sluice.mobile;

import dev.sluice.storage.platform.PlatformFolder;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** A folder of the app as the engine's storage takes it: what the app throws is a refusal. */
final class AppFolder implements PlatformFolder {
  private final MobileFolder folder;

  AppFolder(MobileFolder folder) {
    this.folder = folder;
  }

  /**
   * A call of the app's code.
   *
   * @param <T> what it returns
   */
  private interface Call<T> {
    T make();
  }

  /** The app may be written in Kotlin, where checked exceptions need not be declared. */
  private static <T> T refusalsOf(Call<T> call) throws IOException {
    try {
      return call.make();
    } catch (Exception e) {
      throw new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return folder.name();
  }

  @Override
  public FileDescriptor openToRead(String path) throws IOException {
    FileDescriptor file = refusalsOf(() -> folder.openToRead(path));
    if (!file.valid()) {
      throw new NoSuchFileException(path);
    }
    return file;
  }

  @Override
  public FileDescriptor openToWrite(String path) throws IOException {
    FileDescriptor file = refusalsOf(() -> folder.openToWrite(path));
    if (!file.valid()) {
      throw new IOException("the file cannot be opened for writing");
    }
    return file;
  }

  @Override
  public void close(FileDescriptor file) throws IOException {
    boolean unused =
        refusalsOf(() -> {
          folder.close(file);
          return true;
        });
  }

  @Override
  public long sizeBytes(String path) throws IOException {
    return refusalsOf(() -> folder.sizeBytes(path));
  }

  @Override
  public long modifiedMillis(String path) throws IOException {
    return refusalsOf(() -> folder.modifiedMillis(path));
  }

  @Override
  public void delete(String path) throws IOException {
    boolean unused =
        refusalsOf(() -> {
          folder.delete(path);
          return true;
        });
  }

  @Override
  public long usableBytes() throws IOException {
    return refusalsOf(folder::usableBytes);
  }
}
