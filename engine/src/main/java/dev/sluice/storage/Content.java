package dev.sluice.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A file, or a folder with all that is below it, that somebody wants to share. Hidden files belong
 * to it; empty folders do not, as torrents know files alone. Links and devices are left out.
 *
 * @param directory the folder that the file or folder lies in
 * @param name the file's or folder's own name
 * @param isFile whether it is a file by itself
 * @param files every file of it, in no order
 * @param skipped what was left out: links, devices, sockets
 */
public record Content(
    Path directory, String name, boolean isFile, List<ContentFile> files, List<Path> skipped) {
  public Content {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
  }

  /**
   * A file as it was found.
   *
   * @param path below the content's folder; of a file by itself, its name
   * @param stamp its length and time
   */
  public record ContentFile(List<String> path, FileStamp stamp) {
    public ContentFile {
      path = List.copyOf(path);
    }
  }

  /**
   * Looks at a file or folder without reading contents. A link in {@code path} itself is followed,
   * and the content has the name of what it leads to.
   *
   * @throws IOException if something cannot be looked at; the message names it and why
   */
  public static Content survey(Path path) throws IOException {
    Path root = realPath(path);
    Path directory = root.getParent();
    Path name = root.getFileName();
    if (directory == null || name == null) {
      throw new IOException(path + ": has no name of its own; name a file or folder in it");
    }
    Survey survey = new Survey(root);
    Files.walkFileTree(root, survey);
    boolean isFile = Files.isRegularFile(root);
    return new Content(directory, text(root, name), isFile, survey.files, survey.skipped);
  }

  private static Path realPath(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw Refusals.explain(path, e);
    }
  }

  /** A name that is no text in the system's encoding could not be found again by its text. */
  private static String text(Path path, Path name) throws IOException {
    String text = name.toString();
    if (!Paths.get(text).equals(name)) {
      throw new IOException(path + ": its name is no UTF-8 text; rename it");
    }
    return text;
  }

  /** Gathers what is below a folder. */
  private static final class Survey extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<ContentFile> files = new ArrayList<>();
    private final List<Path> skipped = new ArrayList<>();

    Survey(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile()) {
        files.add(new ContentFile(names(file), FileStamp.of(attributes)));
      } else {
        skipped.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    private List<String> names(Path file) throws IOException {
      Path relative = file.equals(root) ? file.getFileName() : root.relativize(file);
      List<String> names = new ArrayList<>(relative.getNameCount());
      for (Path name : relative) {
        names.add(text(file, name));
      }
      return names;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
      throw Refusals.explain(file, cause);
    }
  }
}
