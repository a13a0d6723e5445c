package dev.sluice.dht;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.bencode.BencodeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code dht.nodes} of the state directory. It is written aside and renamed, so that a
 * crash leaves the one before; what cannot be read is as good as nothing, for the bootstrap nodes
 * are still there.
 */
public final class NodeFile implements NodeMemory {
  private static final Logger LOG = LoggerFactory.getLogger(NodeFile.class);

  private final Actors actors;
  private final Path path;

  /** Keeps the nodes in {@code directory}, which is made when missing. */
  public NodeFile(Actors actors, Path directory) {
    this.actors = actors;
    this.path = directory.resolve("dht.nodes");
  }

  @Override
  public void load(Sink<SavedNodes> answers) {
    actors.run(
        "dht-load",
        () -> {
          Optional<SavedNodes> saved = read();
          if (saved.isPresent()) {
            answers.post(saved.get());
          }
        });
  }

  @Override
  public void save(SavedNodes nodes) {
    actors.run("dht-save", () -> write(nodes));
  }

  /** Returns what the file says; empty if it is missing or damaged. Waits for the disk. */
  public Optional<SavedNodes> read() {
    try (ReadableByteChannel file = Files.newByteChannel(path)) {
      ByteBuffer content = ByteBuffer.allocate(SavedNodes.MAX_BYTES + 1);
      while (content.hasRemaining() && file.read(content) >= 0) {}
      return Optional.of(SavedNodes.decode(Arrays.copyOf(content.array(), content.position())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | BencodeException e) {
      LOG.warn("The saved DHT nodes in {} are not usable: {}", path, e.toString());
      return Optional.empty();
    }
  }

  /** Replaces the file, unless there is nothing worth keeping. Waits for the disk. */
  public void write(SavedNodes nodes) {
    if (nodes.nodes().isEmpty()) {
      return;
    }
    Path aside = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      force(aside, nodes.encode());
      replace(aside);
    } catch (IOException e) {
      LOG.warn("The DHT nodes could not be saved in {}: {}", path, e.toString());
    }
  }

  private static void force(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private void replace(Path aside) throws IOException {
    try {
      Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(aside, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
